/** Allocation: a year's money for every school, computed from its pupils, approved by another, posted and released. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "enrolment",
            "form",
            "funding",
            "idempotency",
            "identity",
            "ledger",
            "lifecycle",
            "money",
            "organization",
            "paging",
            "refusal",
            "row",
            "together",
            "transaction",
            "web",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.allocation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
