package org.ziyuan.marketplace.listing.sale;

import java.time.LocalDate;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The feature that knows until when what was sold of a listing runs. */
public interface HeldUntil {

    /** A day that never comes. */
    LocalDate FOR_EVER = LocalDate.of(9999, 12, 31);

    /** The last day of the longest right to use it, {@link #FOR_EVER} of one without an end; empty where none runs. */
    Mono<LocalDate> of(UUID listing);
}
