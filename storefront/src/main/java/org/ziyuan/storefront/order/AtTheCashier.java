package org.ziyuan.storefront.order;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;

/** Which payments somebody was sent to the provider's page for: who comes back from there may have paid. */
final class AtTheCashier {

    private static final String WENT = "at-the-cashier";

    private AtTheCashier() {}

    /** A session remembers the last payment alone: there is one way at a time. */
    static void went(Payment payment, WebSession session) {
        session.getAttributes().put(WENT, payment.id().toString());
    }

    /** Those this person went to pay, and those of which Alipay has a trade: that exists since its page was opened. */
    static Set<UUID> among(List<Payment> payments, WebSession session) {
        return payments.stream()
                .filter(payment -> payment.id().toString().equals(session.getAttribute(WENT))
                        || (payment.channel() == PaymentChannel.ALIPAY && payment.providerReference() != null))
                .map(Payment::id)
                .collect(Collectors.toSet());
    }
}
