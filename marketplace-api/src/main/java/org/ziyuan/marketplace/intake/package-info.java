/** Intake: files that come in, read by their headings, checked cell by cell, compared, and written all or nothing. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "digest",
            "form",
            "idempotency",
            "identifier",
            "identity",
            "lifecycle",
            "paging",
            "problem",
            "refusal",
            "row",
            "secret",
            "sheet",
            "sheet::incoming",
            "text",
            "together",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
