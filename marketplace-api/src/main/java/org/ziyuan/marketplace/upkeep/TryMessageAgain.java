package org.ziyuan.marketplace.upkeep;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.outbox.PutAside;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The operator has a message handed over again after its cause was mended; who did so stays in the evidence. */
@Component
public class TryMessageAgain {

    private final PutAside putAside;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    TryMessageAgain(PutAside putAside, MoneyTransactions transactions, AuditLog audit) {
        this.putAside = putAside;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** @throws Refusal {@code role-required}, {@code message-not-put-aside} */
    public Mono<Void> tryAgain(String consumer, UUID message, Actor operator) {
        return transactions.execute(Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(Mono.defer(() -> putAside.tryAgain(consumer, message)))
                .then(Mono.defer(() -> audit.record(
                        operator, "message.tried-again", "message", message, Map.of("consumer", consumer)))));
    }
}
