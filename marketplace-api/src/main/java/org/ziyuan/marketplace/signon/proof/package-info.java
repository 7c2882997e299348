/** What a protocol of signing in does, and what it proves. */
@NamedInterface("proof")
@NullMarked
package org.ziyuan.marketplace.signon.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
