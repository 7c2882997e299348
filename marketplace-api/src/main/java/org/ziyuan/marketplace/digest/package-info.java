/** Digests: what is recognized again without being kept. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.ziyuan.marketplace.digest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
