package org.ziyuan.marketplace.ledger;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * A journal as it stands in the book.
 *
 * @param kind the event, such as {@code requisition-reserved}
 * @param postingYear the fiscal year it is posted to
 * @param postingPeriod the month of that year; 0 before the year began, 13 after it ended
 * @param documentType what it is about: {@code requisition}, {@code purchase-order}, {@code acceptance}, …
 * @param organizationId whose chain it stands in, as number {@code seq}
 * @param hash the end of the chain up to and including this journal, in hexadecimal
 */
public record PostedJournal(
        UUID id,
        String kind,
        int postingYear,
        int postingPeriod,
        String documentType,
        UUID documentId,
        @Nullable UUID actorId,
        String actorName,
        OffsetDateTime postedAt,
        UUID organizationId,
        long seq,
        String hash,
        List<PostedLeg> legs) {

    public PostedJournal {
        legs = List.copyOf(legs);
    }

    /**
     * One movement.
     *
     * @param from the bucket the amount left, by its symbol: {@code SRC}, {@code AVL}, {@code RSV}, …
     * @param fromDocument the document whose bucket that is, if it belongs to one
     * @param effect {@code posted}; {@code pending} for what was set aside; {@code post} and {@code void} for what
     *     became of it
     */
    public record PostedLeg(
            int seq,
            String from,
            @Nullable UUID fromLine,
            @Nullable UUID fromDocument,
            String to,
            @Nullable UUID toLine,
            @Nullable UUID toDocument,
            Money amount,
            String effect) {}
}
