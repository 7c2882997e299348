/** A second proof of who somebody is, beside his password: a code that his phone computes, or one of those on paper. */
@ApplicationModule(allowedDependencies = {"digest", "identity", "refusal", "row", "secret", "transaction"})
@NullMarked
package org.ziyuan.marketplace.factor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
