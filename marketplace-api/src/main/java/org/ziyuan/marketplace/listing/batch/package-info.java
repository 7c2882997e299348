/** Listings by the hundred: completed, handed over and reviewed in one act, with the difference seen before. */
@NamedInterface("batch")
@NullMarked
package org.ziyuan.marketplace.listing.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
