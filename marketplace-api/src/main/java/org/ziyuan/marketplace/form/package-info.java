/** Forms of pages: what was typed, what was shown, and what the act came to, said once. */
@ApplicationModule(
        allowedDependencies = {"digest", "idempotency", "identity", "money", "problem", "refusal", "text", "transaction"
        })
@NullMarked
package org.ziyuan.marketplace.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
