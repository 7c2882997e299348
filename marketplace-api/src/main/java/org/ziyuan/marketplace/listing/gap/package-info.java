/** What a listing lacks that nobody could buy, find or open it without. */
@NamedInterface("gap")
@NullMarked
package org.ziyuan.marketplace.listing.gap;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
