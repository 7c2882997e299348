package org.ziyuan.marketplace.listing.vetting;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One entry of a listing's vetting file.
 *
 * @param checked whether the operator has looked himself; else it is what its vendor declares
 * @param goodUntil its last day in Beijing
 * @param good whether it holds today
 */
public record Vetting(
        UUID id,
        Subject subject,
        boolean checked,
        String said,
        LocalDate goodUntil,
        boolean good,
        String byName,
        OffsetDateTime at) {}
