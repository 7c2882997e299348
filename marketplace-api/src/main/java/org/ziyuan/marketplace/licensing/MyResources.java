package org.ziyuan.marketplace.licensing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** 我的资源: everything that reaches a person through the organizations above, one card for each resource. */
@Component
public class MyResources {

    private static final String REACHING = """
            select l.id as licence_id, l.state, l.model, l.valid_from, l.valid_until, p.free, s.id as seat_id,
                   s.id is null and seat_was_taken_back(l.id, :person) as taken_back, now() as at, l.seats_total, l.listing_id, g.kind, v.title, v.subtitle, v.stage, v.subject,
                   v.edition, v.grade, v.volume, v.publisher, vendor.name as vendor_name,
                   holder.name as holder_name, holder.tier as holder_tier,
                   exists (select from tool_placement t where t.listing_id = l.listing_id)
                     or exists (select from listing_version c left join listing_opening o on o.id = c.opening
                                 where c.listing_id = g.id and c.version = g.current_version
                                   and (c.link is not null or o.way in ('FILE', 'TOOL'))) as launchable
              from licence l
              join listing g on g.id = l.listing_id
              join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
              join organization vendor on vendor.id = g.vendor_id
              join organization holder on holder.id = l.holder_id
              left join seat_pool p on p.licence_id = l.id
              left join seat s on s.licence_id = l.id and s.person_id = :person and s.state = 'ASSIGNED'
             where l.holder_id in (select organization_id from organizations_reaching(:person))
            """;

    private static final OffsetDateTime EPOCH = OffsetDateTime.parse("1970-01-01T00:00:00Z");

    private static final Comparator<Found> AS_SHOWN = Comparator.comparing(
                    (Found found) -> found.card().standing())
            .thenComparing(found -> found.card().title())
            .thenComparing(found -> found.card().listingId());

    private final DatabaseClient database;

    MyResources(DatabaseClient database) {
        this.database = database;
    }

    /** What can be opened comes first; a resource that is licensed twice shows the licence that would be used. */
    public Flux<ResourceCard> of(Actor actor) {
        return database.sql(REACHING + """
                           and l.state <> 'REVOKED'
                           and (l.valid_until is null or l.valid_until > now() - interval '90 days')
                        """)
                .bind("person", actor.person())
                .map(Found::of)
                .all()
                .collect(Collectors.toMap(
                        found -> found.card().listingId(),
                        found -> found,
                        BinaryOperator.minBy(Comparator.comparing(Found::standing, LicenceStanding.BURN_ORDER))))
                .flatMapIterable(Map<UUID, Found>::values)
                .sort(AS_SHOWN)
                .map(Found::card);
    }

    /**
     * A page of them, narrowed by words of title, vendor and holder.
     *
     * @throws Refusal {@code cursor-malformed}
     */
    public Mono<Page<ResourceCard>> of(Actor actor, Sought sought) {
        return of(actor)
                .filter(card -> sought.saidBy(texts(card)))
                .collectList()
                .map(cards -> page(cards, sought));
    }

    /** The cards stand in an order of their own, so the place in them is the card that was shown last. */
    private static Page<ResourceCard> page(List<ResourceCard> cards, Sought sought) {
        UUID after = sought.after().id();
        int last = 0;
        for (int place = 0; place < cards.size(); place++) {
            if (cards.get(place).listingId().equals(after)) {
                last = place + 1;
            }
        }
        List<ResourceCard> rest = cards.subList(last, Math.min(cards.size(), last + Page.size(sought.limit()) + 1));
        return sought.page(rest, card -> new Cursor(EPOCH, card.listingId()));
    }

    private static List<String> texts(ResourceCard card) {
        return List.of(card.title(), card.subtitle(), card.vendorName(), card.providerName());
    }

    /** The card of one licence that reaches the person, in whatever state. Refusal: {@code licence-not-found}. */
    public Mono<ResourceCard> under(UUID licenceId, Actor actor) {
        return database.sql(REACHING + " and l.id = :licence")
                .bind("person", actor.person())
                .bind("licence", licenceId)
                .map(Found::of)
                .one()
                .map(Found::card)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("licence", licenceId)));
    }

    private record Found(LicenceStanding standing, ResourceCard card) {

        static Found of(Readable row) {
            LicenceStanding standing = LicenceStanding.of(row);
            boolean launchable = Boolean.TRUE.equals(row.get("launchable", Boolean.class));
            return new Found(standing, card(row, standing, launchable));
        }

        private static ResourceCard card(Readable row, LicenceStanding standing, boolean launchable) {
            return new ResourceCard(
                    id(row, "listing_id"),
                    text(row, "kind"),
                    text(row, "title"),
                    text(row, "subtitle"),
                    row.get("stage", String.class),
                    row.get("subject", String.class),
                    row.get("edition", String.class),
                    row.get("grade", String.class),
                    row.get("volume", String.class),
                    row.get("publisher", String.class),
                    text(row, "vendor_name"),
                    standing.licenceId(),
                    standing.state(),
                    standing.model(),
                    standing.reason(),
                    ResourceCard.NextStep.after(standing.reason(), launchable),
                    text(row, "holder_name"),
                    row.get("holder_tier", String.class),
                    standing.validFrom(),
                    standing.validUntil(),
                    row.get("seats_total", Integer.class),
                    standing.freeSeats(),
                    launchable);
        }
    }
}
