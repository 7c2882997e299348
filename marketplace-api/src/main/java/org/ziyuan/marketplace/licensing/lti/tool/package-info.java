/** Vendors' tools as they are registered here. */
@NamedInterface("tool")
@NullMarked
package org.ziyuan.marketplace.licensing.lti.tool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
