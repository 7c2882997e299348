package org.ziyuan.marketplace.payment;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks providers about payments that are still open, ever more seldom and a bounded number of times; then the payment
 * stands on a person's list. Nodes share the work: whoever claims a payment has moved its next question first.
 */
@Component
class PaymentJanitor extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentJanitor.class);
    private static final int BATCH = 20;
    private static final int CONCURRENCY = 4;

    private final DatabaseClient database;
    private final PaymentRows payments;
    private final ReachGateway gateway;
    private final PaymentSettings settings;

    PaymentJanitor(
            DatabaseClient database,
            PaymentRows payments,
            ReachGateway gateway,
            PaymentSettings settings,
            @Value("${ziyuan.roles:web,api,workflow,index,relay}") Set<String> roles) {
        super(settings.poll(), roles.contains("relay"));
        this.database = database;
        this.payments = payments;
        this.gateway = gateway;
        this.settings = settings;
    }

    /** Asks about everything that is due now, at most a batch of it. */
    @Override
    protected Mono<Void> round() {
        return giveUp().thenMany(claim())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(payment -> gateway.askNow(payment).onErrorResume(this::later), CONCURRENCY)
                .then();
    }

    private Flux<Payment> claim() {
        return database.sql("""
                        with due as materialized (
                          select id from payment
                           where state in ('INSTRUCTED', 'UNKNOWN') and next_check_at <= now() and checks < :maxChecks
                           order by next_check_at limit :batch for update skip locked)
                        update payment p
                           set checks = checks + 1, next_check_at = now() + make_interval(secs => least(
                                 :longest, :first * power(2, least(p.checks, 10))))
                          from due where p.id = due.id
                        returning p.id
                        """)
                .bind("maxChecks", settings.maxChecks())
                .bind("batch", BATCH)
                .bind("longest", settings.longestPause().toSeconds())
                .bind("first", settings.firstCheck().toSeconds())
                .mapValue(java.util.UUID.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(payments::find);
    }

    /** What nobody could answer goes to a person; it stays open, because the money may still be there. */
    private Mono<Void> giveUp() {
        return database.sql("""
                        update payment set state = 'UNKNOWN', unknown_since = coalesce(unknown_since, now()),
                               attention = 'provider-does-not-say', next_check_at = null, row_version = row_version + 1
                         where state in ('INSTRUCTED', 'UNKNOWN') and next_check_at <= now() and checks >= :maxChecks
                        """).bind("maxChecks", settings.maxChecks()).then();
    }

    private Mono<Void> later(Throwable reason) {
        LOG.warn("a payment could not be asked about and will be again: {}", reason.toString());
        return Mono.empty();
    }
}
