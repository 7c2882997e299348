package org.ziyuan.marketplace.execution;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.ziyuan.marketplace.money.Money;

/**
 * One entry.
 *
 * @param number counts the entries of the account
 * @param credit whether the money came in
 * @param otherCode the class of the account on the other side
 * @param effect posted, pending, post or void; a pending entry and its void move nothing
 */
public record AccountEntry(
        long number,
        UUID journalId,
        long journalSeq,
        String kind,
        String documentType,
        UUID documentId,
        String actor,
        OffsetDateTime postedAt,
        boolean credit,
        String otherCode,
        Money amount,
        String effect,
        Money balanceAfter) {}
