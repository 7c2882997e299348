/** What is shown of a listing and its offers before somebody acts, and the acts over HTTP. */
@NullMarked
package org.ziyuan.marketplace.listing.shown;

import org.jspecify.annotations.NullMarked;
