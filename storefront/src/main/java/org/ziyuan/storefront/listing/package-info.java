/** One listing as its future buyer sees it: what it is, for whom, what it costs the own school, how to get it. */
@NullMarked
package org.ziyuan.storefront.listing;

import org.jspecify.annotations.NullMarked;
