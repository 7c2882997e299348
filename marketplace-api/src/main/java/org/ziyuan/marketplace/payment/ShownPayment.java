package org.ziyuan.marketplace.payment;

import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.payment.record.PaymentRows;

/** What the accountant reads of a payment before he says what became of it. */
@Configuration(proxyBeanMethods = false)
class ShownPayment {

    @Bean
    static ShownDocument shownPayment(PaymentRows rows, Payments payments) {
        return ShownDocument.of(
                "payment",
                rows::lock,
                (id, actor) -> payments.find(id, actor)
                        .map(payment -> ShownDocument.facts(
                                "state", payment.state(),
                                "order", payment.orderNumber(),
                                "channel", payment.channel(),
                                "amount", payment.amount(),
                                "attention", payment.attention())));
    }

    @Bean
    static ShownDocument shownDifference(PaymentDifferences differences, PaymentRows rows, DatabaseClient database) {
        return ShownDocument.of(
                "difference",
                id -> database.sql("select payment_id from payment_difference where id = :id")
                        .bind("id", id)
                        .mapValue(UUID.class)
                        .one()
                        .flatMap(rows::lock),
                (id, actor) -> differences
                        .find(id, actor)
                        .map(difference -> ShownDocument.facts(
                                "state", difference.state(),
                                "kind", difference.kind(),
                                "amount", difference.amount(),
                                "reference", difference.reference(),
                                "says", difference.providerSays(),
                                "bookable", difference.bookable())));
    }
}
