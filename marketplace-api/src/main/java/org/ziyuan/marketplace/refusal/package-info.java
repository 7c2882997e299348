/** Refusals: answers that say no, with a stable code and the values a person needs. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.ziyuan.marketplace.refusal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
