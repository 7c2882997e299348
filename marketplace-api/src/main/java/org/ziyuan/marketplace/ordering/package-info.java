/** Purchase orders: issued to one vendor, answered, accepted, invoiced and paid, each step one transaction. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "identifier",
            "identity",
            "ledger",
            "licensing",
            "lifecycle",
            "listing",
            "money",
            "organization",
            "outbox",
            "paging",
            "people",
            "refusal",
            "register",
            "row",
            "text",
            "transaction",
            "vendor",
            "web",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.ordering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
