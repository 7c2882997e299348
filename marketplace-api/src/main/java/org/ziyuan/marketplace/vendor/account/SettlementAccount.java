package org.ziyuan.marketplace.vendor.account;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is shown; its number is sealed and only its end is told.
 *
 * @param called who was called back about it, and when; empty of the first one
 * @param current whether money goes there now
 * @param changes whether another one was in force before it
 */
public record SettlementAccount(
        UUID id,
        UUID vendorId,
        String accountName,
        String bank,
        String ending,
        AccountState state,
        String proposedByName,
        OffsetDateTime proposedAt,
        @Nullable String decidedByName,
        @Nullable OffsetDateTime decidedAt,
        String called,
        String reason,
        boolean current,
        boolean changes) {}
