package org.ziyuan.storefront.order;

import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.AcceptDelivery;
import org.ziyuan.marketplace.ordering.OrderPayments;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RefusalSentences;
import reactor.core.publisher.Mono;

/** Why this reader is not the one to take the order's next step, in words, instead of a form that would refuse him. */
@Component
class OrderDuties {

    private final AcceptDelivery acceptance;
    private final OrderPayments payments;
    private final RefusalSentences sentences;

    OrderDuties(AcceptDelivery acceptance, OrderPayments payments, RefusalSentences sentences) {
        this.acceptance = acceptance;
        this.payments = payments;
        this.sentences = sentences;
    }

    /** Adds {@code notYours}, the sentence, where another has to accept or to pay. */
    Mono<Void> show(PurchaseOrder order, Model model, Actor reader, Locale locale) {
        return mayGoOn(order, reader).onErrorResume(Refusal.class, refusal -> {
            model.addAttribute("notYours", sentences.of(refusal, locale));
            return Mono.empty();
        });
    }

    private Mono<Void> mayGoOn(PurchaseOrder order, Actor reader) {
        if (order.state() == OrderState.CONFIRMED) {
            return acceptance.mayAccept(order, reader);
        }
        boolean toBePaid = order.state() == OrderState.INVOICED || order.state() == OrderState.PAYMENT_INSTRUCTED;
        return toBePaid ? payments.mayPay(order, reader) : Mono.empty();
    }
}
