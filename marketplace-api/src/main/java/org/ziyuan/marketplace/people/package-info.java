/** Who may give whom which role, invitations to it, and how a person leaves it without leaving a duty empty. */
@ApplicationModule(
        allowedDependencies = {
            "access::source",
            "audit",
            "digest",
            "factor",
            "form",
            "idempotency",
            "identity",
            "intake",
            "intake::kept",
            "mail",
            "organization",
            "paging",
            "refusal",
            "row",
            "text",
            "together",
            "transaction",
            "web",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
