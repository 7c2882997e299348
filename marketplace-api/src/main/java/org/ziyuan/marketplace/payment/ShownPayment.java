package org.ziyuan.marketplace.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.web.ShownDocument;

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
}
