/** Buying once for many schools: a bureau's joint purchase, what each school needs of it, and each school's share. */
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
            "register",
            "row",
            "text",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.pooling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
