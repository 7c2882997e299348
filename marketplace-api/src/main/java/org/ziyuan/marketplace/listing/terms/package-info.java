/** How the listings on sale use the vocabulary. */
@NamedInterface("terms")
@NullMarked
package org.ziyuan.marketplace.listing.terms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
