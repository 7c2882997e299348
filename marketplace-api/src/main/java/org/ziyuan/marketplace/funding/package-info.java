/** Funds, fiscal years and budget lines: whose money it is and what it may be spent on. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "digest",
            "form",
            "identity",
            "ledger",
            "money",
            "organization",
            "paging",
            "refusal",
            "register",
            "row",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.funding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
