/** Files that vendors send: what they are, where they lie, and the covers made from pictures. */
@NamedInterface("media")
@NullMarked
package org.ziyuan.marketplace.listing.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
