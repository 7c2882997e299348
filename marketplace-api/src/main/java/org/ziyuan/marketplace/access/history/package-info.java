/** When, how and from where people signed in, as each of them reads it of himself. */
@NamedInterface("history")
@NullMarked
package org.ziyuan.marketplace.access.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
