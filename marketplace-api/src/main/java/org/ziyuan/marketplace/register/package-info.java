/** The register of organizations: entered, changed, moved, merged, split and closed, one by one or by file. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "idempotency",
            "identifier",
            "identity",
            "intake",
            "intake::kept",
            "lifecycle",
            "organization",
            "paging",
            "refusal",
            "row",
            "text",
            "together",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.register;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
