/** Rights to use: licences, their seats, and the one gate that says whether a person may open a resource now. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "digest",
            "enrolment :: headcount",
            "form",
            "idempotency",
            "identity",
            "lifecycle",
            "listing",
            "listing :: gap",
            "listing :: media",
            "listing :: opening",
            "listing :: sale",
            "money",
            "organization",
            "outbox",
            "paging",
            "people",
            "refusal",
            "row",
            "secret",
            "text",
            "transaction",
            "web",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.licensing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
