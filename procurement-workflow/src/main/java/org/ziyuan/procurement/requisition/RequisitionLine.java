package org.ziyuan.procurement.requisition;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.row.Nested;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.choosing.Choice;
import org.ziyuan.procurement.choosing.Fit;
import org.ziyuan.procurement.choosing.ForWhom;

/**
 * One wish: so many units of an offer at the price that was shown.
 *
 * @param itemClass the kind of listing, by which purchases of one year are added up
 * @param unitPrice the price of one unit of the meter when the line was written
 * @param priceVersion the version of that price; an older one than the offer's refuses the submission
 * @param audience whom it is for, {@code pupils} or {@code teachers}; null where nobody said
 * @param grades the numbers of their grades, such as {@code 3,4}
 * @param people how many they are; null where nobody said
 * @param reason why this offer or this many, in words
 * @param cheaperOffer the name of the offer that would do as well for less: now in a draft, and as it was when it was
 *     handed in afterwards; null where none would
 * @param cheaperTotal what that one costs
 */
public record RequisitionLine(
        UUID id,
        int position,
        UUID listingId,
        int listingVersion,
        UUID offerId,
        String itemClass,
        String title,
        String offerName,
        String licenceModel,
        String meter,
        @Nullable Integer termMonths,
        int quantity,
        Money unitPrice,
        int priceVersion,
        Money total,
        @Nullable String audience,
        String grades,
        @Nullable Integer people,
        String reason,
        @Nullable String cheaperOffer,
        @Nullable Money cheaperTotal) {

    private static final Function<Readable, RequisitionLine> READER = Rows.as(RequisitionLine.class);

    /** The lines of one requisition as they are kept, or with what is cheaper now where their offers were asked for. */
    static List<RequisitionLine> all(Readable row, String column) {
        List<RequisitionLine> kept = Nested.rows(row, column, READER);
        List<Optional<Fit>> cheaper = Choice.cheaper(Nested.rows(row, column, Choice::of));
        return IntStream.range(0, kept.size())
                .mapToObj(at -> cheaper.get(at).map(kept.get(at)::beside).orElse(kept.get(at)))
                .toList();
    }

    /** Whether it is cheaper only in the place of all lines of the same listing together. */
    public boolean isCheaperTogether() {
        return cheaperTotal != null && cheaperTotal.fen() >= total.fen();
    }

    /** Whether it is a digital resource: everything on this market is but services. */
    public static boolean isDigital(String itemClass) {
        return !itemClass.equals("service");
    }

    /** The same wish once more. */
    Wanted wanted() {
        return new Wanted(quantity, ForWhom.of(audience, ForWhom.ofColumn(grades), people), reason);
    }

    private RequisitionLine beside(Fit cheaper) {
        return new RequisitionLine(
                id,
                position,
                listingId,
                listingVersion,
                offerId,
                itemClass,
                title,
                offerName,
                licenceModel,
                meter,
                termMonths,
                quantity,
                unitPrice,
                priceVersion,
                total,
                audience,
                grades,
                people,
                reason,
                cheaper.offer().name(),
                cheaper.total());
    }
}
