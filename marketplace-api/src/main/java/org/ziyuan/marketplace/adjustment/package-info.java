/** Changes of the budget during the year: transfers, additions and cuts, asked for by one person and agreed by another. */
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
            "refusal",
            "row",
            "text",
            "transaction",
            "web",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.adjustment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
