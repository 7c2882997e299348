/** News for a vendor's own programs: sent to an address of theirs, signed, again and again until it is taken. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "idempotency",
            "identity",
            "licensing",
            "lifecycle",
            "listing",
            "organization",
            "outbox",
            "outgoing",
            "paging",
            "refusal",
            "row",
            "secret",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
