/** Idempotency: a write sent twice under one key is carried out once and answered the same way again. */
@ApplicationModule(allowedDependencies = {"digest", "identity", "problem", "refusal", "row", "transaction"})
@NullMarked
package org.ziyuan.marketplace.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
