package org.ziyuan.procurement.choosing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.row.Nested;

/** An offer that was chosen, beside all that its listing offers now. */
public record Choice(UUID offerId, int quantity, ForWhom forWhom, List<Offer> offers) {

    /** SQL of the column {@code offers}, in a query over {@code requisition_line l}. */
    public static final String OFFERS = offers("");

    /** The same where it is a line of the draft {@code requisition r}, and nothing where it is not. */
    public static final String OFFERS_OF_DRAFTS = offers("and r.state = 'DRAFT'");

    private static String offers(String where) {
        return Nested.column("""
                select o.*, o.licence_model as model from offer o
                 where o.listing_id = l.listing_id and o.active %s
                """.formatted(where), "offers");
    }

    /** Reads a line with its offers. */
    public static Choice of(Readable line) {
        return new Choice(
                id(line, "offer_id"),
                number(line, "quantity"),
                ForWhom.of(line),
                Nested.rows(line, "offers", Offer.class));
    }

    /**
     * Finds for each line of one purchase what would do as well for less. It takes the place of the line, or of all lines
     * of its listing together, such as seats for pupils and for teachers where everybody would cost less.
     */
    public static List<Optional<Fit>> cheaper(List<Choice> lines) {
        return lines.stream()
                .map(line -> line.cheaper().or(() -> line.cheaperTogether(lines)))
                .toList();
    }

    /** What would do as well for less; empty where nothing would, or where the chosen offer is gone. */
    Optional<Fit> cheaper() {
        return chosen().flatMap(offer -> Fit.cheaperThan(offer, quantity, forWhom, offers));
    }

    /** All the people of several lines, pupils and teachers alike; unsaid where a line does not say how many. */
    public static ForWhom forAll(List<Choice> lines) {
        return lines.stream().anyMatch(line -> line.forWhom.people() == null)
                ? ForWhom.UNSAID
                : new ForWhom(
                        null,
                        List.of(),
                        lines.stream()
                                .mapToInt(line -> Objects.requireNonNullElse(line.forWhom.people(), 0))
                                .sum());
    }

    private Optional<Fit> cheaperTogether(List<Choice> lines) {
        List<Fit> together =
                lines.stream().filter(this::isOfTheSame).flatMap(Choice::taken).toList();
        return Fit.cheaperThanAll(together, offers)
                .filter(fit -> !fit.offer().id().equals(offerId) && together.size() > 1);
    }

    private boolean isOfTheSame(Choice other) {
        return chosen().map(Offer::listingId).equals(other.chosen().map(Offer::listingId));
    }

    private Stream<Fit> taken() {
        return chosen().map(offer -> new Fit(offer, quantity, offer.priceOf(quantity), true)).stream();
    }

    /** How many units there are beyond one for each of the people. */
    public int spare() {
        Integer people = forWhom.people();
        return people == null
                ? 0
                : chosen().filter(Fit::isCounted)
                        .map(offer -> Math.max(0, quantity - Math.max(people, offer.minimumQuantity())))
                        .orElse(0);
    }

    /** How many pupils are named beyond those of the school that something of this stage can be for. */
    public int missing(PupilCount pupils, @Nullable String stage) {
        return pupils.missing(forWhom, stage);
    }

    private Optional<Offer> chosen() {
        return offers.stream().filter(offer -> offer.id().equals(offerId)).findFirst();
    }
}
