package org.ziyuan.marketplace.payment.api;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.PaymentChannel;

/**
 * The wish to pay.
 *
 * @param operationId one per intention to pay; without it the idempotency key of the request is it
 * @param amount what the accountant believes to pay, in yuan; refused when it is not what was accepted
 */
record Instruction(
        @NotNull PaymentChannel channel,
        @Nullable UUID operationId,
        @Nullable Money amount) {}
