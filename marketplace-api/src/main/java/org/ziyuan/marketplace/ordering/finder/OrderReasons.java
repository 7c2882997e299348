package org.ziyuan.marketplace.ordering.finder;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditEntries;
import org.ziyuan.marketplace.audit.AuditEntries.Word;
import reactor.core.publisher.Mono;

/** Why an order ended without delivery, in the words of the person who ended it. */
@Component
public class OrderReasons {

    private final AuditEntries entries;

    OrderReasons(AuditEntries entries) {
        this.entries = entries;
    }

    /** Empty where the order did not end so. Only for somebody who may see the order. */
    public Mono<String> of(UUID order) {
        return entries.last(order, "purchase-order-(declined|cancelled)")
                .map(Word::reason)
                .filter(reason -> !reason.isEmpty());
    }
}
