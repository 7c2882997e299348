/** How far a year's money has gone: sums from province to school, month by month, and what each figure consists of. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "funding",
            "identity",
            "ledger",
            "money",
            "organization",
            "paging",
            "refusal",
            "row",
            "web",
            "together",
            "transaction"
        })
@NullMarked
package org.ziyuan.marketplace.execution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
