package org.ziyuan.marketplace.pooling;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/** What is to be bought; without a pool line each school pays from a line of its own. */
record NewJointPurchase(
        @NotNull @Schema(minLength = 1, maxLength = 200) String title,
        @Nullable UUID poolLineId,
        @NotNull Money unitEstimate) {}
