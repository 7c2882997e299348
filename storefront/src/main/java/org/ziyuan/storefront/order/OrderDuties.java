package org.ziyuan.storefront.order;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.AcceptDelivery;
import org.ziyuan.marketplace.ordering.OrderPayments;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Why this reader is not the one to take the order's next step, in words, instead of a form that would refuse him. */
@Component
class OrderDuties {

    /** Also what is paid: a refund is decided by those who may pay. */
    private static final Set<OrderState> PAYING =
            Set.of(OrderState.INVOICED, OrderState.PAYMENT_INSTRUCTED, OrderState.PAID);

    private final AcceptDelivery acceptance;
    private final OrderPayments payments;
    private final RefusalSentences sentences;

    OrderDuties(AcceptDelivery acceptance, OrderPayments payments, RefusalSentences sentences) {
        this.acceptance = acceptance;
        this.payments = payments;
        this.sentences = sentences;
    }

    /** The sentence where another has to accept or to pay; nothing where this reader may. */
    Mono<Optional<String>> notYours(PurchaseOrder order, Actor reader, Locale locale) {
        return mayGoOn(order, reader)
                .thenReturn(Optional.<String>empty())
                .onErrorResume(Refusal.class, refusal -> Mono.just(Optional.of(sentences.of(refusal, locale))));
    }

    private Mono<Void> mayGoOn(PurchaseOrder order, Actor reader) {
        if (order.state() == OrderState.CONFIRMED) {
            return acceptance.mayAccept(order, reader);
        }
        return PAYING.contains(order.state()) ? payments.mayPay(order, reader) : Mono.empty();
    }
}
