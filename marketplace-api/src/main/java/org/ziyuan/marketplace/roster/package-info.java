/** Rosters: the classes, pupils, teachers and parents of a school, which nobody outside it sees. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "idempotency",
            "identifier",
            "identity",
            "intake",
            "intake::kept",
            "organization",
            "outbox",
            "outgoing",
            "paging",
            "refusal",
            "row",
            "secret",
            "sheet::incoming",
            "text",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.roster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
