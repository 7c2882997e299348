/** Payments: instructed in one transaction with order and budget book, decided by a provider or the bank, never twice. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "form",
            "funding",
            "identifier",
            "identity",
            "ledger",
            "lifecycle",
            "money",
            "ordering",
            "organization",
            "outbox",
            "paging",
            "refusal",
            "row",
            "text",
            "transaction",
            "web",
            "worklist"
        })
@NullMarked
package org.ziyuan.marketplace.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
