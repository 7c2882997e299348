/** Reading what was bought: files that open listings, to whoever the gate lets in. */
@NamedInterface("reading")
@NullMarked
package org.ziyuan.marketplace.licensing.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
