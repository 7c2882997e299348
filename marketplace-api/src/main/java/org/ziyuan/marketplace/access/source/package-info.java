/** Where a request comes from, and which proxies are believed about it. */
@NamedInterface("source")
@NullMarked
package org.ziyuan.marketplace.access.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
