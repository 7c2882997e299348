/** What the operator may change while everything runs, each with its day, who set it and why. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "idempotency",
            "identity",
            "paging",
            "refusal",
            "row",
            "text",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.setting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
