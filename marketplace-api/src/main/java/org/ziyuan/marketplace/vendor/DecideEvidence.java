package org.ziyuan.marketplace.vendor;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.vendor.EvidenceState.Event;
import reactor.core.publisher.Mono;

/** The operator accepts what a vendor handed in, or returns it with a reason. */
@Component
public class DecideEvidence {

    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final TellStanding standing;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    DecideEvidence(DatabaseClient database, TellStanding standing, AuditLog audit, MoneyTransactions transactions) {
        this.database = database;
        this.standing = standing;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Refuses with {@code vendor-evidence-not-found} and {@code vendor-evidence-state-forbids}. */
    public Mono<Void> accept(UUID evidence, Actor operator) {
        return decide(evidence, Event.ACCEPT, "", operator);
    }

    /** Refuses as {@link #accept} and with {@code reason-required}. */
    public Mono<Void> giveBack(UUID evidence, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> decide(evidence, Event.RETURN, why, operator));
    }

    private record Locked(UUID vendor, String requirement, EvidenceState state) {}

    private Mono<Void> decide(UUID evidence, Event event, String why, Actor operator) {
        return transactions.execute(Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .then(lock(evidence))
                .flatMap(locked -> EvidenceState.LIFE_CYCLE
                        .next(locked.state(), event)
                        .flatMap(to -> written(evidence, to, why, operator)
                                .then(audit.record(
                                        operator,
                                        to == EvidenceState.ACCEPTED
                                                ? "vendor.evidence-accepted"
                                                : "vendor.evidence-returned",
                                        "organization",
                                        locked.vendor(),
                                        Map.of("requirement", locked.requirement(), "reason", why))))
                        .then(Mono.defer(() -> standing.of(locked.vendor())))));
    }

    private Mono<Locked> lock(UUID evidence) {
        return database.sql("select vendor_id, requirement, state from vendor_evidence where id = :id for update")
                .bind("id", evidence)
                .map(row -> new Locked(
                        id(row, "vendor_id"), text(row, "requirement"), EvidenceState.valueOf(text(row, "state"))))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor-evidence", evidence)));
    }

    private Mono<Void> written(UUID evidence, EvidenceState to, String why, Actor operator) {
        return database.sql("""
                        update vendor_evidence set state = :state, reason = :reason, decided_by = :by, decided_by_name = :byName,
                               decided_at = now()
                         where id = :id
                        """)
                .bind("state", to.name())
                .bind("reason", why)
                .bind("by", operator.person())
                .bind("byName", operator.displayName())
                .bind("id", evidence)
                .then();
    }
}
