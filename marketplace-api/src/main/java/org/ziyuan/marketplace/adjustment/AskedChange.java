package org.ziyuan.marketplace.adjustment;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/** What is asked for; the amount in yuan as text, such as {@code "1250.50"}. */
record AskedChange(
        @NotNull BudgetChange.Kind kind,
        @Nullable UUID fromLineId,
        @Nullable UUID toLineId,
        @NotNull Money amount,
        @NotNull @Schema(minLength = 1, maxLength = 500) String reason) {

    BudgetWish asWish() {
        return new BudgetWish(kind, fromLineId, toLineId, amount, reason);
    }
}
