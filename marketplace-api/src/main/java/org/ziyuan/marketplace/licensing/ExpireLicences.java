package org.ziyuan.marketplace.licensing;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/**
 * Writes down that a licence's term has ended. The gate does not wait for it: it looks at the term itself. Any number of
 * nodes may run this; each licence is ended by one of them.
 */
@Component
class ExpireLicences extends Rounds {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 100;

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;

    ExpireLicences(
            DatabaseClient database, MoneyTransactions transactions, Outbox outbox, AuditLog audit, NodeRoles roles) {
        super(PAUSE, roles.relay());
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
    }

    @Override
    protected Mono<?> round() {
        return expireDue();
    }

    /** Ends every licence whose term is over; says how many. */
    Mono<Long> expireDue() {
        return transactions
                .execute(some())
                .expand(ended -> ended < AT_ONCE ? Mono.empty() : transactions.execute(some()))
                .reduce(0L, Long::sum);
    }

    private Mono<Long> some() {
        return database.sql("""
                        select id, state, holder_id from licence
                         where state in ('ACTIVE', 'SUSPENDED') and valid_until <= now()
                         order by id limit :limit for update skip locked
                        """)
                .bind("limit", AT_ONCE)
                .map(Rows.as(Due.class))
                .all()
                .collectList()
                .flatMapIterable(due -> due)
                .concatMap(due -> expire(due).thenReturn(due))
                .count();
    }

    private Mono<Void> expire(Due due) {
        Map<String, String> detail = Map.of("holderId", due.holderId().toString());
        return LicenceState.LIFE_CYCLE
                .next(due.state(), LicenceState.Event.EXPIRE)
                .flatMap(to -> database.sql("""
                                update licence set state = :state, row_version = row_version + 1 where id = :id
                                """)
                        .bind("state", to.name())
                        .bind("id", due.id())
                        .then())
                .then(outbox.publish(
                        Ids.derived("LicenceExpired", due.id()), "LicenceExpired", "licence", due.id(), detail))
                .then(audit.record(
                        Actor.system("许可到期", due.holderId()), "licence.expired", "licence", due.id(), detail));
    }

    /** A licence whose term is over, under a row lock. */
    private record Due(UUID id, LicenceState state, UUID holderId) {}
}
