package org.ziyuan.marketplace.payment.record;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.PaymentState.Event;
import reactor.core.publisher.Mono;

/** Writes how a payment stands: ended, waiting, or in doubt. */
@Component
class PaymentMoves {

    private final DatabaseClient database;

    PaymentMoves(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> end(
            Payment payment,
            Event event,
            @Nullable String reference,
            @Nullable String intent,
            @Nullable String failure) {
        return database.sql("""
                        update payment set state = :state, ended_at = now(), provider_reference = :reference,
                               intent_reference = coalesce(:intent, intent_reference), failure = :failure,
                               next_check_at = null, attention = null, row_version = row_version + 1
                         where id = :id and state in ('INSTRUCTED', 'UNKNOWN')
                        """)
                .bind("state", PaymentState.LIFE_CYCLE.to(event).name())
                .bind("reference", Parameter.fromOrEmpty(reference, String.class))
                .bind("intent", Parameter.fromOrEmpty(intent, String.class))
                .bind("failure", Parameter.fromOrEmpty(failure, String.class))
                .bind("id", payment.id())
                .then();
    }

    Mono<Void> wait(Payment payment, GatewayAnswer.Waiting waiting) {
        return database.sql("""
                        update payment set state = :state, unknown_since = null,
                               page_url = coalesce(:page, page_url),
                               provider_reference = coalesce(:reference, provider_reference),
                               row_version = row_version + 1
                         where id = :id
                        """)
                .bind("state", PaymentState.LIFE_CYCLE.to(Event.WAIT).name())
                .bind("page", Parameter.fromOrEmpty(waiting.pageUrl(), String.class))
                .bind("reference", Parameter.fromOrEmpty(waiting.reference(), String.class))
                .bind("id", payment.id())
                .then();
    }

    Mono<Void> doubt(Payment payment) {
        return database.sql("""
                        update payment set state = :state, unknown_since = coalesce(unknown_since, now()),
                               row_version = row_version + 1
                         where id = :id
                        """)
                .bind("state", PaymentState.LIFE_CYCLE.to(Event.DOUBT).name())
                .bind("id", payment.id())
                .then();
    }
}
