/** Listings: what vendors publish, in versions that never change, with offers that say for what licence at what price. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "digest",
            "form",
            "idempotency",
            "intake",
            "intake :: kept",
            "identifier",
            "identity",
            "lifecycle",
            "money",
            "organization",
            "outbox",
            "paging",
            "refusal",
            "row",
            "sheet",
            "text",
            "together",
            "transaction",
            "vocabulary",
            "web",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.listing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
