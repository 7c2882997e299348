/** Enrolment: how many pupils every teaching point had on the census day, uploaded, checked, compared and frozen. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "idempotency",
            "identifier",
            "identity",
            "intake",
            "lifecycle",
            "organization",
            "paging",
            "problem",
            "refusal",
            "row",
            "together",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.enrolment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
