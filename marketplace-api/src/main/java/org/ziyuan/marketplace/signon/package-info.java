/** Signing in as the province does: its identity providers prove who somebody is, and a link says which person of ours that is. */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "access::history",
            "access::source",
            "audit",
            "digest",
            "form",
            "idempotency",
            "identity",
            "organization",
            "outgoing",
            "refusal",
            "row",
            "secret",
            "text",
            "transaction",
            "vigilance",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.signon;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
