/** The first operator of an installation, made with a token that the start prints. */
@NamedInterface("setup")
@NullMarked
package org.ziyuan.marketplace.access.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
