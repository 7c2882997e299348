/** The door: sessions shared by all nodes, signing in and out, and the security chain built from the declared routes. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "digest",
            "factor",
            "factor::passkey",
            "form",
            "idempotency",
            "identity",
            "organization",
            "paging",
            "problem",
            "refusal",
            "row",
            "text",
            "transaction",
            "vigilance",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
