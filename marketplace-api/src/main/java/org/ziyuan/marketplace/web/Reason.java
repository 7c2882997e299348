package org.ziyuan.marketplace.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** Why somebody declines, returns or ends something, in words that the other side reads. */
public record Reason(
        @NotNull @Schema(minLength = 1, maxLength = 500) String reason) {}
