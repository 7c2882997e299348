package org.ziyuan.storefront.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.listing.Meter;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.procurement.choosing.Choice;
import org.ziyuan.procurement.choosing.Fit;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.UserGroup;
import org.ziyuan.storefront.demo.OfferedListings.Offered;

/**
 * Whatever is chosen, what would do as well for less is named; and what is named does save money. Found anew here by
 * looking at all other offers, for every listing of the demo and for generated ones.
 */
class NoCheaperOfferTests {

    private static final int[] CROWDS = {1, 2, 39, 40, 286, 600, 1_695, 5_000};

    private final Random chance = new Random(16);

    @Test
    void amongAllOffersOfTheDemo() {
        List<Offered> demo = OfferedListings.all();
        assertThat(demo)
                .hasSizeGreaterThan(1_200)
                .anyMatch(listing -> listing.offers().size() == 3);

        demo.forEach(listing -> {
            for (Offer chosen : listing.offers()) {
                crowds(chosen, listing.offers()).forEach(people -> all(chosen, people, listing.offers()));
            }
            together(listing.offers());
        });
    }

    @Test
    void amongGeneratedOffers() {
        for (int listing = Tries.of(5_000, 500_000); listing > 0; listing--) {
            List<Offer> offers = generated();
            all(offers.get(chance.nextInt(offers.size())), 1 + chance.nextInt(2_000), offers);
            together(offers);
        }
    }

    /** Those at which one offer becomes dearer than another are the ones that count. */
    private static Stream<Integer> crowds(Offer chosen, List<Offer> offers) {
        IntStream turns = offers.stream()
                .filter(other -> chosen.unitPrice().isPositive())
                .mapToInt(other ->
                        (int) (other.unitPrice().fen() / chosen.unitPrice().fen()))
                .flatMap(turn -> IntStream.rangeClosed(turn - 1, turn + 1));
        return IntStream.concat(IntStream.of(CROWDS), turns)
                .filter(people -> people > 0)
                .distinct()
                .boxed();
    }

    private void all(Offer chosen, int people, List<Offer> offers) {
        for (UserGroup audience : UserGroup.values()) {
            ForWhom need = new ForWhom(audience, List.of(), people);
            Fit first = Fit.all(offers, audience, people).get(0);
            if (first.covers()) {
                said(first.offer(), first.quantity(), need, offers, false);
            }
            boolean served = audience == UserGroup.PUPILS || chosen.meter() != Meter.PUPIL_YEAR;
            int units = counted(chosen) ? people : 1;
            for (int quantity : new int[] {units, units + 1, Math.max(1, units / 2)}) {
                if (served && quantity >= chosen.minimumQuantity()) {
                    said(chosen, quantity, need, offers, true);
                }
            }
        }
    }

    /** What is said of one line is what looking at each of the other offers finds. */
    private static void said(Offer chosen, int quantity, ForWhom need, List<Offer> offers, boolean mayBeDearer) {
        Line line = new Line(chosen, quantity, need);
        Optional<Fit> named = Choice.cheaper(List.of(line.among(offers))).get(0);

        List<Offer> less = offers.stream().filter(line::couldBe).toList();
        assertThat(named.isPresent()).as("%s among %s", line, offers).isEqualTo(!less.isEmpty());
        named.ifPresent(fit -> {
            assertThat(less).as("%s", line).contains(fit.offer());
            assertThat(fit.total().fen()).as("%s", line).isEqualTo(line.costOf(fit.offer()));
            assertThat(mayBeDearer)
                    .as("what leads is not the cheapest: %s", line)
                    .isTrue();
        });
    }

    /** Pupils have one offer and teachers another: everybody together may cost less. */
    private void together(List<Offer> offers) {
        List<Line> lines = new ArrayList<>();
        for (Offer offer : offers) {
            if (counted(offer) && offer.model() != LicenceModel.SERVICE) {
                int people = Math.max(offer.minimumQuantity(), 1 + chance.nextInt(1_000));
                UserGroup who = offer.meter() == Meter.PUPIL_YEAR ? UserGroup.PUPILS : UserGroup.TEACHERS;
                lines.add(new Line(offer, people, new ForWhom(who, List.of(), people)));
            }
        }
        long cost = lines.stream().mapToLong(Line::cost).sum();
        long year =
                lines.stream().mapToLong(line -> year(line.offer, line.cost())).sum();
        int months = lines.stream().mapToInt(line -> months(line.offer)).max().orElse(0);
        boolean silent = Choice.cheaper(
                        lines.stream().map(line -> line.among(offers)).toList())
                .stream()
                .allMatch(Optional::isEmpty);
        if (silent) {
            assertThat(offers)
                    .as("%s", lines)
                    .noneMatch(offer -> right(offer)
                            && !counted(offer)
                            && months(offer) >= months
                            && offer.priceOf(offer.minimumQuantity()).fen() < cost
                            && year(
                                            offer,
                                            offer.priceOf(offer.minimumQuantity())
                                                    .fen())
                                    < year);
        }
    }

    private record Line(Offer offer, int quantity, ForWhom need) {

        Choice among(List<Offer> offers) {
            return new Choice(offer.id(), quantity, need, offers);
        }

        /** Whether it would serve the same people as long, for less money and for less a year. */
        boolean couldBe(Offer other) {
            boolean serves = need.audience() == UserGroup.PUPILS || other.meter() != Meter.PUPIL_YEAR;
            return offer.model() != LicenceModel.SERVICE
                    && right(other)
                    && serves
                    && !other.id().equals(offer.id())
                    && months(other) >= months(offer)
                    && costOf(other) < cost()
                    && year(other, costOf(other)) < year(offer, cost());
        }

        long cost() {
            return offer.unitPrice().fen() * quantity;
        }

        long costOf(Offer other) {
            int people = people();
            return other.unitPrice().fen() * Math.max(other.minimumQuantity(), counted(other) ? people : 1);
        }

        private int people() {
            int said = need.people() == null ? quantity : need.people();
            return counted(offer) ? Math.min(quantity, said) : said;
        }
    }

    private static boolean right(Offer offer) {
        return offer.model() != LicenceModel.SERVICE && !offer.trial();
    }

    private static boolean counted(Offer offer) {
        return offer.model() == LicenceModel.NAMED_SEAT || offer.model() == LicenceModel.PERPETUAL;
    }

    private static int months(Offer offer) {
        return offer.termMonths() == null ? 12 : Math.min(12, offer.termMonths());
    }

    private static long year(Offer offer, long cost) {
        Integer months = offer.termMonths();
        return months == null || months <= 12 ? cost : cost * 12 / months;
    }

    private List<Offer> generated() {
        UUID listing = UUID.randomUUID();
        return IntStream.rangeClosed(1, 2 + chance.nextInt(4))
                .mapToObj(at -> generated(listing, "方案" + at))
                .toList();
    }

    private Offer generated(UUID listing, String name) {
        Sold sold = Sold.values()[chance.nextInt(Sold.values().length)];
        long price = (long) sold.step * (1 + chance.nextInt(100));
        return new Offer(
                UUID.randomUUID(),
                listing,
                name,
                sold.model,
                sold.meter,
                Money.ofFen(price),
                1,
                sold.termed ? 1 + chance.nextInt(36) : null,
                chance.nextInt(4) == 0 && sold.step == 50 ? 1 + chance.nextInt(100) : 1,
                chance.nextInt(10) == 0,
                "");
    }

    /** What vendors can sell, and in which steps its price is generated, in fen. */
    private enum Sold {
        PER_PUPIL(LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 50, true),
        PER_SEAT(LicenceModel.NAMED_SEAT, Meter.SEAT_YEAR, 50, true),
        WHOLE_SCHOOL(LicenceModel.SCHOOL, Meter.SCHOOL_YEAR, 10_000, true),
        PERPETUAL_SEAT(LicenceModel.PERPETUAL, Meter.ONE_OFF, 50, false),
        SERVICE(LicenceModel.SERVICE, Meter.ONE_OFF, 10_000, false),
        FREE(LicenceModel.SCHOOL, Meter.FREE, 0, false);

        private final LicenceModel model;
        private final Meter meter;
        private final int step;
        private final boolean termed;

        Sold(LicenceModel model, Meter meter, int step, boolean termed) {
            this.model = model;
            this.meter = meter;
            this.step = step;
            this.termed = termed;
        }
    }
}
