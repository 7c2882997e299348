/** What keeps the platform running, as its operator sees it: news that was put aside, and whatever waits for too long. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "funding",
            "identity",
            "licensing",
            "listing",
            "organization",
            "outbox",
            "paging",
            "payment",
            "refusal",
            "row",
            "transaction",
            "web"
        })
@NullMarked
package org.ziyuan.marketplace.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
