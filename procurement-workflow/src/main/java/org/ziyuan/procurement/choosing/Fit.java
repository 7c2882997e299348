package org.ziyuan.procurement.choosing;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.money.Money;

/**
 * What an offer comes to for the people it is wanted for.
 *
 * @param quantity how many units of its meter they need
 * @param total what these cost, in fen
 * @param covers whether it serves all of them for a school year at least; a trial does not, nor does a price per pupil
 *     serve teachers
 */
public record Fit(Offer offer, int quantity, Money total, boolean covers) {

    /** A licence of a school year runs for twelve months; what runs longer is compared by its price per year. */
    private static final int MONTHS_OF_A_YEAR = 12;

    private static final Comparator<Fit> BEST_FIRST = Comparator.comparing(Fit::covers)
            .reversed()
            .thenComparing(Fit::yearInFen)
            .thenComparing(Fit::total)
            .thenComparing(fit -> fit.offer().id());

    private static final Comparator<Fit> CHEAPEST_YEAR =
            Comparator.comparing(Fit::yearInFen).thenComparing(Fit::total);

    /**
     * All of them for so many people: those that cover the need first, the cheapest year of these first.
     *
     * @param people at least 1; whom nobody counted is one
     */
    public static List<Fit> all(List<Offer> offers, UserGroup audience, int people) {
        return offers.stream()
                .map(offer -> of(offer, audience, people))
                .sorted(BEST_FIRST)
                .toList();
    }

    private static Fit of(Offer offer, UserGroup audience, int people) {
        int quantity = Math.max(offer.minimumQuantity(), isCounted(offer) ? people : 1);
        return new Fit(
                offer,
                quantity,
                offer.priceOf(quantity),
                !offer.trial() && monthsOf(offer) >= MONTHS_OF_A_YEAR && audience.isServedBy(offer.meter()));
    }

    /**
     * The cheapest other offer that would do as well as the one that was chosen; empty where none costs less a year and
     * less now. Services differ in what is done and are not compared.
     *
     * @param quantity how many units were chosen
     * @param forWhom whom it is for; where nobody said how many, a price per head is not set against one for everybody
     */
    public static Optional<Fit> cheaperThan(Offer chosen, int quantity, ForWhom forWhom, List<Offer> offers) {
        if (chosen.model() == LicenceModel.SERVICE || !chosen.unitPrice().isPositive()) {
            return Optional.empty();
        }
        Integer served = isCounted(chosen) ? Integer.valueOf(fewer(quantity, forWhom.people())) : forWhom.people();
        UserGroup who = Objects.requireNonNullElseGet(forWhom.audience(), () -> assumed(chosen));
        Fit taken = new Fit(chosen, quantity, chosen.priceOf(quantity), true);
        return offers.stream()
                .filter(offer -> !offer.id().equals(chosen.id()) && offer.model() != LicenceModel.SERVICE)
                .filter(offer -> !offer.trial() && monthsForAYear(offer) >= monthsForAYear(chosen))
                .filter(offer -> who.isServedBy(offer.meter()))
                .filter(offer -> served != null || !isCounted(offer))
                .map(offer -> of(offer, who, served == null ? 1 : served))
                .filter(fit -> fit.yearInFen() < taken.yearInFen()
                        && fit.total().fen() < taken.total().fen())
                .min(CHEAPEST_YEAR);
    }

    /**
     * The cheapest offer for everybody that would do as well as several of its listing that were chosen together; empty
     * where none is cheaper.
     */
    static Optional<Fit> cheaperThanAll(List<Fit> chosen, List<Offer> offers) {
        List<Fit> right = chosen.stream()
                .filter(fit -> fit.offer().model() != LicenceModel.SERVICE)
                .toList();
        long year = right.stream().mapToLong(Fit::yearInFen).sum();
        long total = right.stream().mapToLong(fit -> fit.total().fen()).sum();
        int months = right.stream()
                .mapToInt(fit -> monthsForAYear(fit.offer()))
                .max()
                .orElse(MONTHS_OF_A_YEAR);
        return offers.stream()
                .filter(offer -> !isCounted(offer) && offer.model() != LicenceModel.SERVICE)
                .filter(offer -> !offer.trial() && monthsForAYear(offer) >= months)
                .map(offer -> of(offer, UserGroup.PUPILS, 1))
                .filter(fit -> fit.yearInFen() < year && fit.total().fen() < total)
                .min(CHEAPEST_YEAR);
    }

    /** Whether one unit of it is for one person. */
    public static boolean isCounted(Offer offer) {
        return offer.model() == LicenceModel.NAMED_SEAT || offer.model() == LicenceModel.PERPETUAL;
    }

    /** What a year of it costs: all of it where it runs for a year or less, or without end. */
    long yearInFen() {
        return year(offer, total);
    }

    private static long year(Offer offer, Money total) {
        Integer months = offer.termMonths();
        return months == null || months <= MONTHS_OF_A_YEAR
                ? total.fen()
                : Math.multiplyExact(total.fen(), MONTHS_OF_A_YEAR) / months;
    }

    private static int monthsForAYear(Offer offer) {
        return Math.min(monthsOf(offer), MONTHS_OF_A_YEAR);
    }

    private static int monthsOf(Offer offer) {
        return offer.termMonths() == null ? Integer.MAX_VALUE : offer.termMonths();
    }

    private static int fewer(int quantity, @Nullable Integer people) {
        return people == null ? quantity : Math.min(quantity, people);
    }

    /** A price per seat may be meant for anybody, so that nothing that leaves somebody out is set against it. */
    private static UserGroup assumed(Offer chosen) {
        return UserGroup.PUPILS.isServedBy(chosen.meter()) && !UserGroup.TEACHERS.isServedBy(chosen.meter())
                ? UserGroup.PUPILS
                : UserGroup.TEACHERS;
    }
}
