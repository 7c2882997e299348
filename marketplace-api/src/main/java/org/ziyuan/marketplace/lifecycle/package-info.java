/** Life cycles: which state of a document follows which, decided by a state machine, the same way for every document. */
@ApplicationModule(allowedDependencies = {"refusal"})
@NullMarked
package org.ziyuan.marketplace.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
