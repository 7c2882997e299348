/** Vendors: who asks to sell, what each must prove and until when, and what became of each. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "identity",
            "lifecycle",
            "listing",
            "organization",
            "outbox",
            "paging",
            "people",
            "refusal",
            "register",
            "row",
            "secret",
            "text",
            "transaction",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.vendor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
