/** What pages ask about many orders at once. */
@NamedInterface("finder")
@NullMarked
package org.ziyuan.marketplace.ordering.finder;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
