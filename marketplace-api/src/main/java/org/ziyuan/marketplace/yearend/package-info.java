/** The end of a fiscal year: seen before it is done, done in the background, taken back when it has to be. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "funding",
            "idempotency",
            "identity",
            "ledger",
            "lifecycle",
            "money",
            "organization",
            "paging",
            "problem",
            "refusal",
            "row",
            "text",
            "together",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.yearend;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
