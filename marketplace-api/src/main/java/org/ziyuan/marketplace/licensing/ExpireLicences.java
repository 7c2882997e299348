package org.ziyuan.marketplace.licensing;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes down that a licence's term has ended. The gate does not wait for it: it looks at the term itself. Any number of
 * nodes may run this; each licence is ended by one of them.
 */
@Component
class ExpireLicences implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireLicences.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 100;

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final boolean wanted;
    private final AtomicReference<@Nullable Disposable> running = new AtomicReference<>();

    ExpireLicences(
            DatabaseClient database,
            MoneyTransactions transactions,
            Outbox outbox,
            AuditLog audit,
            @Value("${ziyuan.roles:web,api,workflow,index,relay}") Set<String> roles) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.wanted = roles.contains("relay");
    }

    @Override
    public void start() {
        if (wanted) {
            running.set(Flux.interval(PAUSE)
                    .onBackpressureDrop()
                    .concatMap(tick -> expireDue().onErrorResume(ExpireLicences::later))
                    .subscribe());
        }
    }

    @Override
    public void stop() {
        Disposable current = running.getAndSet(null);
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
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
                .map(row -> new Due(
                        Objects.requireNonNull(row.get("id", UUID.class)),
                        LicenceState.valueOf(Objects.requireNonNull(row.get("state", String.class))),
                        Objects.requireNonNull(row.get("holder_id", UUID.class))))
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
                .then(database.sql("""
                                update licence set state = 'EXPIRED', row_version = row_version + 1 where id = :id
                                """).bind("id", due.id()).then())
                .then(outbox.publish(
                        Ids.derived("LicenceExpired", due.id()), "LicenceExpired", "licence", due.id(), detail))
                .then(audit.record(
                        Actor.system("许可到期", due.holderId()), "licence.expired", "licence", due.id(), detail));
    }

    private static Mono<Long> later(Throwable reason) {
        LOG.warn("ending licences failed and will be tried again: {}", reason.toString());
        return Mono.empty();
    }

    /** A licence whose term is over, under a row lock. */
    private record Due(UUID id, LicenceState state, UUID holderId) {}
}
