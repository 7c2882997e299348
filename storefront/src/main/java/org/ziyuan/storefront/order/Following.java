package org.ziyuan.storefront.order;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentState;

/**
 * What is said and offered while an online payment is not decided.
 *
 * @param unknown the provider did not answer and may have the money
 * @param awaited the payer was at the cashier, and the provider's word is awaited
 * @param preparing there is no cashier's page yet
 * @param ask the provider for the outcome
 * @param goToCashier for the first time
 * @param goBackToCashier after having left it without paying
 */
record Following(
        boolean unknown,
        boolean awaited,
        boolean preparing,
        boolean ask,
        boolean goToCashier,
        boolean goBackToCashier) {

    /** @param been whether the payer was at the cashier */
    static Following of(Payment payment, boolean been, boolean mayPay) {
        boolean instructed = payment.state() == PaymentState.INSTRUCTED;
        boolean open = instructed && payment.pageUrl() != null;
        return new Following(
                payment.state() == PaymentState.UNKNOWN,
                instructed && been,
                instructed && !been && payment.pageUrl() == null && mayPay,
                mayPay,
                mayPay && open && !been,
                mayPay && open && been);
    }

    /** Those of the attempts that are made online and not decided, by the payment. */
    static Map<UUID, Following> among(List<Payment> attempts, Set<UUID> been, boolean mayPay) {
        return attempts.stream()
                .filter(payment -> payment.state().isOpen() && payment.channel().isOnline())
                .collect(Collectors.toMap(Payment::id, payment -> of(payment, been.contains(payment.id()), mayPay)));
    }
}
