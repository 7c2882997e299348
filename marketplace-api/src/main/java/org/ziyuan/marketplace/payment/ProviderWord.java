package org.ziyuan.marketplace.payment;

import org.jspecify.annotations.Nullable;

/**
 * All that one message of a provider says about a payment: how it stands, what lowers it, or both.
 *
 * @param answer how it stands; null when the message is about a refund or dispute alone
 * @param lowering what lowers it; null when nothing does
 */
public record ProviderWord(
        @Nullable GatewayAnswer answer, @Nullable Lowering lowering) {

    public static ProviderWord of(GatewayAnswer answer) {
        return new ProviderWord(answer, null);
    }

    public static ProviderWord of(Lowering lowering) {
        return new ProviderWord(null, lowering);
    }
}
