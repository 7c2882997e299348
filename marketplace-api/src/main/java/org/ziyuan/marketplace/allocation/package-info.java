/** Allocation: a year's money for every school, computed from its pupils, approved by another, posted and released. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "enrolment",
            "funding",
            "identity",
            "ledger",
            "money",
            "organization",
            "refusal",
            "row",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.allocation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
