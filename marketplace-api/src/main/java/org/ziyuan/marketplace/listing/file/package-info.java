/** Listings by file: a vendor's catalogue comes in as drafts and leaves as a table that comes in again unchanged. */
@NamedInterface("file")
@NullMarked
package org.ziyuan.marketplace.listing.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
