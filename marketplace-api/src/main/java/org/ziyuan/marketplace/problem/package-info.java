/** Problems: every error made an answer with code and sentence, as problem+json or as a page. */
@ApplicationModule(allowedDependencies = {"money", "refusal", "transaction"})
@NullMarked
package org.ziyuan.marketplace.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
