package org.ziyuan.procurement.requisition;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.enrolment.headcount.Census;
import org.ziyuan.marketplace.funding.PurposeRules;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.choosing.Choice;
import org.ziyuan.procurement.choosing.Fit;
import org.ziyuan.procurement.choosing.PupilCount;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import reactor.core.publisher.Mono;

/** What a requisition asks for, beside what its vendor asks for now. */
@Component
class Wishes {

    private static final Function<Readable, Wish> WISH = Rows.as(Wish.class);

    private final DatabaseClient database;
    private final Clock clock;

    Wishes(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What it costs, which part of that serves a tagged purpose, and what would have done for less. */
    record Cost(Money total, Map<String, Money> byTag, List<Dearer> dearer) {}

    /** A line that was chosen although another offer would do as well for less. */
    record Dearer(UUID line, String cheaperOffer, Money cheaperTotal) {}

    /**
     * What all wishes cost together, if each can still be had at the price that was shown.
     *
     * @throws Refusal {@code requisition-has-no-lines}, {@code requisition-costs-nothing}, {@code vendor-not-active},
     *     {@code listing-not-for-sale}, {@code price-changed}, and, where no reason is given,
     *     {@code dearer-offer-needs-a-reason}, {@code more-units-than-people} and {@code more-people-than-pupils}
     */
    Mono<Cost> costOf(Locked draft) {
        return wishes(draft).map(Wishes::checked);
    }

    private Mono<List<Wished>> wishes(Locked draft) {
        return database.sql("""
                        select l.title, l.item_class, v.name as vendor, l.quantity, l.unit_price_in_fen as shown_in_fen,
                               l.price_version as shown_version, f.unit_price_in_fen as current_in_fen,
                               f.price_version as current_version,
                               f.active and g.state = 'PUBLISHED' and not exists (
                                 select from listing_phase h where h.listing_id = g.id
                                    and h.phase not in ('ORDERABLE', 'LIMITED')) as for_sale,
                               not exists (select from vendor_at_rest r where r.vendor_id = v.id) as vendor_active,
                               l.id, l.listing_id, l.offer_id, l.audience, l.grades, l.people, l.reason, d.stage,
                               %s, %s
                          from requisition_line l
                          join offer f on f.id = l.offer_id
                          join listing g on g.id = l.listing_id
                          join listing_version d on d.listing_id = l.listing_id and d.version = l.listing_version
                          join organization v on v.id = g.vendor_id
                         where l.requisition_id = :id order by l.position, l.id
                        """.formatted(Choice.OFFERS, Census.columns(":school")))
                .bind("id", draft.id())
                .bind("school", draft.organizationId())
                .bind("year", LocalDate.now(clock).getYear())
                .map(row -> new Line(WISH.apply(row), Choice.of(row), PupilCount.of(Census.of(row))))
                .all()
                .collectList()
                .map(Wished::all);
    }

    private static Cost checked(List<Wished> all) {
        List<Wish> wishes = all.stream().map(Wished::wish).toList();
        if (wishes.isEmpty()) {
            throw Refusal.conflict("requisition-has-no-lines");
        }
        wishes.forEach(Wish::check);
        Money total = wishes.stream().map(Wish::total).reduce(Money.ZERO, Money::plus);
        if (!total.isPositive()) {
            throw Refusal.conflict("requisition-costs-nothing");
        }
        all.forEach(Wished::check);
        return new Cost(
                total, tagged(wishes), all.stream().flatMap(Wished::dearer).toList());
    }

    private static Map<String, Money> tagged(List<Wish> wishes) {
        Money digital = wishes.stream()
                .filter(wish -> RequisitionLine.isDigital(wish.itemClass()))
                .map(Wish::total)
                .reduce(Money.ZERO, Money::plus);
        return digital.isPositive() ? Map.of(PurposeRules.DIGITAL_RESOURCES, digital) : Map.of();
    }

    /** A line of the requisition beside what the vendor asks for now. */
    private record Wish(
            UUID id,
            UUID listingId,
            String title,
            String itemClass,
            String vendor,
            int quantity,
            Money shown,
            int shownVersion,
            Money current,
            int currentVersion,
            boolean forSale,
            boolean vendorActive,
            String reason,
            @Nullable String stage) {

        void check() {
            if (!vendorActive) {
                throw Refusal.conflict("vendor-not-active").with("vendor", vendor);
            }
            if (!forSale) {
                throw Refusal.conflict("listing-not-for-sale").with("title", title);
            }
            if (shownVersion != currentVersion) {
                throw Refusal.conflict("price-changed")
                        .with("title", title)
                        .with("shown", shown)
                        .with("current", current);
            }
        }

        Money total() {
            return shown.times(quantity);
        }
    }

    /** A line as it was read, beside the school's pupils. */
    private record Line(Wish wish, Choice choice, PupilCount pupils) {

        int missing() {
            return choice.missing(pupils, wish.stage());
        }
    }

    /**
     * A wish beside what else would serve it.
     *
     * @param compared what that is compared with: the line, or all of its listing where only together they cost more
     * @param spare units beyond one for each of the people
     */
    private record Wished(Line line, Optional<Fit> cheaper, Money compared, int spare) {

        static List<Wished> all(List<Line> lines) {
            List<Optional<Fit>> cheaper =
                    Choice.cheaper(lines.stream().map(Line::choice).toList());
            return IntStream.range(0, lines.size())
                    .mapToObj(at -> new Wished(
                            lines.get(at),
                            cheaper.get(at),
                            compared(at, cheaper.get(at), lines),
                            lines.get(at).choice().spare()))
                    .toList();
        }

        private static Money compared(int at, Optional<Fit> cheaper, List<Line> lines) {
            Wish wish = lines.get(at).wish();
            long alone = wish.total().fen();
            return cheaper.filter(fit -> fit.total().fen() >= alone).isEmpty()
                    ? wish.total()
                    : lines.stream()
                            .map(Line::wish)
                            .filter(other -> other.listingId().equals(wish.listingId()))
                            .map(Wish::total)
                            .reduce(Money.ZERO, Money::plus);
        }

        Wish wish() {
            return line.wish();
        }

        /** Asks a reason for money that could be saved, for seats beyond the people, and for people beyond the pupils. */
        void check() {
            Wish wish = wish();
            if (!wish.reason().isEmpty()) {
                return;
            }
            cheaper.ifPresent(instead -> {
                throw dearer(instead);
            });
            if (spare > 0) {
                throw Refusal.conflict("more-units-than-people")
                        .with("title", wish.title())
                        .with("quantity", wish.quantity())
                        .with("people", wish.quantity() - spare)
                        .with("field", field());
            }
            int people = Objects.requireNonNullElse(line.choice().forWhom().people(), 0);
            if (line.missing() > 0) {
                throw Refusal.conflict("more-people-than-pupils")
                        .with("title", wish.title())
                        .with("people", people)
                        .with("pupils", people - line.missing())
                        .with("field", field());
            }
        }

        Stream<Dearer> dearer() {
            return cheaper.stream()
                    .map(instead -> new Dearer(wish().id(), instead.offer().name(), instead.total()));
        }

        private Refusal dearer(Fit instead) {
            return Refusal.conflict("dearer-offer-needs-a-reason")
                    .with("title", wish().title())
                    .with("total", compared)
                    .with("cheaper", instead.offer().name())
                    .with("cheaperTotal", instead.total())
                    .with("field", field());
        }

        private String field() {
            return Wanted.fieldOfReason(wish().id());
        }
    }
}
