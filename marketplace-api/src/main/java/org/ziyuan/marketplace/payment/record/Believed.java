package org.ziyuan.marketplace.payment.record;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import reactor.core.publisher.Mono;

/** Says how far an answer of a provider is believed. */
@Component
class Believed {

    private static final Logger LOG = LoggerFactory.getLogger(Believed.class);

    /** Paid and given back altogether before we heard of either: that it was paid is no news then. */
    static final String REFUNDED = "refunded";

    private final DatabaseClient database;
    private final PaymentRows payments;
    private final RecordDifference differences;

    Believed(DatabaseClient database, PaymentRows payments, RecordDifference differences) {
        this.database = database;
        this.payments = payments;
        this.differences = differences;
    }

    /**
     * Believes an answer only as far as it proves itself. A refused call has made nothing only when it was the only
     * one; a number that is another payment's proves nothing; what was refunded altogether before it was settled is not
     * paid.
     */
    Mono<GatewayAnswer> believed(Payment payment, GatewayAnswer answer) {
        if (answer instanceof GatewayAnswer.Refused refused) {
            return payments.calledOnce(payment.id())
                    .map(once -> once ? new GatewayAnswer.Failed(refused.reason()) : refused);
        }
        if (payment.channel() == PaymentChannel.TREASURY) {
            return Mono.just(answer);
        }
        Mono<Boolean> anothers = answer instanceof GatewayAnswer.Settled settled
                ? payments.isAnothers(payment, settled.reference(), settled.intent())
                : answer instanceof GatewayAnswer.Waiting waiting
                        ? payments.isAnothers(payment, waiting.reference(), null)
                        : Mono.just(false);
        return anothers.flatMap(used -> used ? referenceUsed(payment) : unlessRefunded(payment, answer));
    }

    private Mono<GatewayAnswer> unlessRefunded(Payment payment, GatewayAnswer answer) {
        return answer instanceof GatewayAnswer.Settled
                ? differences
                        .refundedBefore(payment.id())
                        .map(refunded ->
                                refunded.compareTo(payment.amount()) < 0 ? answer : new GatewayAnswer.Failed(REFUNDED))
                : Mono.just(answer);
    }

    private Mono<GatewayAnswer> referenceUsed(Payment payment) {
        LOG.error("payment {} is reported under a number of another payment: a person has to look at it", payment.id());
        return database.sql("update payment set attention = 'reference-used' where id = :id")
                .bind("id", payment.id())
                .then()
                .thenReturn(new GatewayAnswer.Silent("reference-used"));
    }
}
