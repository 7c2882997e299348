/** How a listing is opened, and how it looks: what its vendor chooses beside its words. */
@NamedInterface("opening")
@NullMarked
package org.ziyuan.marketplace.listing.opening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
