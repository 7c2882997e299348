package org.ziyuan.marketplace.listing.batch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of them, with the price in force and the one wanted. */
public record Sample(
        UUID id,
        String title,
        @Nullable String titleNow,
        String forWhom,
        String link,
        @Nullable Long nowInFen,
        @Nullable Long wantedInFen) {}
