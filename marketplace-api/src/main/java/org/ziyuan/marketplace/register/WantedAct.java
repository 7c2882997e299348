package org.ziyuan.marketplace.register;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is wanted; without a day it holds from today. */
record WantedAct(
        @NotNull OrganizationAct.Kind kind,
        @Nullable UUID organizationId,
        @Nullable LocalDate holdsFrom,
        @Nullable String reason,
        @Nullable UUID otherId,
        @Nullable @Valid OrganizationFacts facts,
        @Nullable List<@NotNull UUID> children) {

    ActWish asked(LocalDate today) {
        return new ActWish(
                kind,
                organizationId,
                holdsFrom == null ? today : holdsFrom,
                reason == null ? "" : reason,
                otherId,
                facts,
                children == null ? List.of() : children);
    }
}
