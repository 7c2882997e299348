package org.ziyuan.storefront.sandbox;

import java.util.Locale;

/**
 * One payment as the provider keeps it.
 *
 * @param shopNumber the shop's own number of it
 * @param number the provider's number
 * @param state {@code open}, {@code paid} or {@code closed}
 * @param silentAnswers how many questions the provider will leave unanswered
 * @param request what the shop sent, to recognise the same request under the same key
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
        String request) {

    Trade after(Mode mode) {
        return with(mode.paid() ? "paid" : "closed", mode.told() ? 0 : 1);
    }

    Trade closed() {
        return with("closed", silentAnswers);
    }

    Trade answeredOnce() {
        return with(state, silentAnswers - 1);
    }

    boolean isOpen() {
        return state.equals("open");
    }

    boolean isPaid() {
        return state.equals("paid");
    }

    /** In yuan with two decimals. */
    String amount() {
        return String.format(Locale.ROOT, "%d.%02d", amountInFen / 100, amountInFen % 100);
    }

    private Trade with(String newState, int silent) {
        return new Trade(
                shopNumber, number, subject, amountInFen, notifyUrl, returnUrl, expiresAt, newState, silent, request);
    }
}
