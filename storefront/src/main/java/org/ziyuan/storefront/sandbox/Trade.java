package org.ziyuan.storefront.sandbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One payment as the provider keeps it.
 *
 * @param shopNumber the shop's own number of it
 * @param number the provider's number
 * @param state {@code open}, {@code paid} or {@code closed}
 * @param silentAnswers how many questions the provider will leave unanswered
 * @param request what the shop sent, to recognise the same request under the same key
 * @param refundedInFen how much of it went back to the payer; null in a memory from before refunds were played
 */
record Trade(
        String shopNumber,
        String number,
        String subject,
        long amountInFen,
        String notifyUrl,
        String returnUrl,
        long expiresAt,
        String state,
        int silentAnswers,
        String request,
        @Nullable Long refundedInFen) {

    Trade after(Mode mode) {
        return with(mode.paid() ? "paid" : "closed", mode.told() ? 0 : 1);
    }

    Trade closed() {
        return with("closed", silentAnswers);
    }

    Trade answeredOnce() {
        return with(state, silentAnswers - 1);
    }

    /** Gives back half of what is left, or all of it. */
    Trade refunded(boolean all) {
        long left = amountInFen - refunded();
        return new Trade(
                shopNumber,
                number,
                subject,
                amountInFen,
                notifyUrl,
                returnUrl,
                expiresAt,
                state,
                silentAnswers,
                request,
                refunded() + (all ? left : left / 2));
    }

    long refunded() {
        return refundedInFen == null ? 0 : refundedInFen;
    }

    boolean isRefunded() {
        return refunded() == amountInFen;
    }

    boolean isOpen() {
        return state.equals("open");
    }

    boolean isPaid() {
        return state.equals("paid");
    }

    String amount() {
        return yuan(amountInFen);
    }

    /** In yuan with two decimals. */
    static String yuan(long fen) {
        return String.format(Locale.ROOT, "%d.%02d", fen / 100, fen % 100);
    }

    private Trade with(String newState, int silent) {
        return new Trade(
                shopNumber,
                number,
                subject,
                amountInFen,
                notifyUrl,
                returnUrl,
                expiresAt,
                newState,
                silent,
                request,
                refundedInFen);
    }
}
