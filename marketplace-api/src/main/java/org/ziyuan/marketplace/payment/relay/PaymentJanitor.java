package org.ziyuan.marketplace.payment.relay;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentSettings;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.ReachGateway;
import org.ziyuan.marketplace.payment.record.PaymentRows;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks providers about payments that are still open, ever more seldom. After a bounded number of questions the payment
 * stands on a person's list, and the questions go on in the long run: only the provider ends it. What was ended here
 * without the provider's last word is asked about until it cannot live there any more. Nodes share the work: whoever
 * claims a payment has moved its next question first.
 */
@Component
class PaymentJanitor extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentJanitor.class);
    private static final int BATCH = 20;
    private static final int CONCURRENCY = 4;

    /** No provider keeps a payer's page open for longer than a day. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);

    private final DatabaseClient database;
    private final PaymentRows payments;
    private final ReachGateway gateway;
    private final PaymentSettings settings;

    PaymentJanitor(
            DatabaseClient database,
            PaymentRows payments,
            ReachGateway gateway,
            PaymentSettings settings,
            NodeRoles roles) {
        super(settings.poll(), roles.relay());
        this.database = database;
        this.payments = payments;
        this.gateway = gateway;
        this.settings = settings;
    }

    /** Asks about everything that is due now, at most a batch of it. */
    @Override
    protected Mono<Void> round() {
        return giveUp().then(forgetWhatCannotLive())
                .thenMany(claim())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(payment -> gateway.askNow(payment).onErrorResume(this::later), CONCURRENCY)
                .then();
    }

    /** A question put off further than any pause was put off by a clock that has been set back since. */
    private Flux<Payment> claim() {
        return database.sql("""
                        with due as materialized (
                          select id from payment
                           where next_check_at <= now() or next_check_at > now() + 2 * make_interval(secs => :longRun)
                           order by next_check_at limit :batch for update skip locked)
                        update payment p
                           set checks = checks + 1, next_check_at = now() + make_interval(secs => case
                                 when p.checks >= :maxChecks then :longRun
                                 else least(:longest, :first * power(2, least(p.checks, 10))) end)
                          from due where p.id = due.id
                        returning p.id
                        """)
                .bind("maxChecks", settings.maxChecks())
                .bind("batch", BATCH)
                .bind("longRun", settings.longRun().toSeconds())
                .bind("longest", settings.longestPause().toSeconds())
                .bind("first", settings.firstCheck().toSeconds())
                .mapValue(java.util.UUID.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(payments::find);
    }

    /** Leaves an unanswered payment to a person; it stays open and is asked about on, for the money may be there. */
    private Mono<Void> giveUp() {
        return database.sql("""
                        update payment set state = :state, unknown_since = coalesce(unknown_since, now()),
                               attention = 'provider-does-not-say', row_version = row_version + 1,
                               next_check_at = now() + make_interval(secs => :longRun)
                         where state in ('INSTRUCTED', 'UNKNOWN') and next_check_at <= now() and checks >= :maxChecks
                           and attention is null
                        """)
                .bind(
                        "state",
                        PaymentState.LIFE_CYCLE.to(PaymentState.Event.DOUBT).name())
                .bind("longRun", settings.longRun().toSeconds())
                .bind("maxChecks", settings.maxChecks())
                .then();
    }

    private Mono<Void> forgetWhatCannotLive() {
        return database.sql("""
                        update payment set next_check_at = null, row_version = row_version + 1
                         where state = 'FAILED' and next_check_at <= now()
                           and instructed_at < now() - make_interval(secs => :life)
                        """).bind("life", LONGEST_LIFE.toSeconds()).then();
    }

    private Mono<Void> later(Throwable reason) {
        LOG.warn("a payment could not be asked about and will be again: {}", reason.toString());
        return Mono.empty();
    }
}
