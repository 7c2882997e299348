/** Listings as their vendor looks after them. */
@NullMarked
package org.ziyuan.vendor.listing;

import org.jspecify.annotations.NullMarked;
