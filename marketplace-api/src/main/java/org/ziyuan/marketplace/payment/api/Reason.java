package org.ziyuan.marketplace.payment.api;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** Why the bank did not pay, or why nothing is to be booked. */
record Reason(
        @NotNull @Schema(minLength = 1, maxLength = 200) String reason) {}
