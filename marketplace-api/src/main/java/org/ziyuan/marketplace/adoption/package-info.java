/** Adopted editions: which edition of a subject's textbooks a region takes (教材选用), by day, by form or by file. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "idempotency",
            "identifier",
            "identity",
            "intake",
            "organization",
            "paging",
            "refusal",
            "row",
            "text",
            "transaction",
            "vocabulary",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.adoption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
