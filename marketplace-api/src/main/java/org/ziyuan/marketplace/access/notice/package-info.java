/** What looked like an attempt to get in, as the operator reads it. */
@NamedInterface("notice")
@NullMarked
package org.ziyuan.marketplace.access.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
