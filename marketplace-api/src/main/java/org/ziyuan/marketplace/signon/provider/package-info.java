/** The identity providers of an installation, administered by the operator. */
@NamedInterface("provider")
@NullMarked
package org.ziyuan.marketplace.signon.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
