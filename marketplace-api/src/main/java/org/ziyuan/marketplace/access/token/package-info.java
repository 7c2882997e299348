/** Tokens by which an organization's own programs act, each for what it is for and no longer than it says. */
@NamedInterface("token")
@NullMarked
package org.ziyuan.marketplace.access.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
