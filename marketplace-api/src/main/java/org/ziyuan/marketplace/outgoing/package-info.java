/** Calls to services of others, whose addresses somebody typed: bounded in time, size and number, and to nothing inside. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.ziyuan.marketplace.outgoing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
