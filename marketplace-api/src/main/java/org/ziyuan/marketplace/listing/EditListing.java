package org.ziyuan.marketplace.listing;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.ListingState.Event;
import org.ziyuan.marketplace.listing.gap.ListingGaps;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor writes: a new listing, or a change beside the published one, until it is submitted for review. */
@Component
public class EditListing {

    private final DatabaseClient database;
    private final ListingMoves moves;
    private final RevisionMoves revisions;
    private final ProposedPrices prices;
    private final ListingGaps gaps;
    private final MoneyTransactions transactions;

    EditListing(
            DatabaseClient database,
            ListingMoves moves,
            RevisionMoves revisions,
            ProposedPrices prices,
            ListingGaps gaps,
            MoneyTransactions transactions) {
        this.database = database;
        this.moves = moves;
        this.revisions = revisions;
        this.prices = prices;
        this.gaps = gaps;
        this.transactions = transactions;
    }

    /** Saves the draft of a listing that may not exist yet; the id is the caller's, so saving twice is saving once. */
    public Mono<Void> save(UUID listing, ListingDraft written, Actor vendor) {
        return Mono.fromCallable(() -> {
                    vendor.require(Role.VENDOR_MANAGER);
                    return written.read();
                })
                .flatMap(draft -> keep(listing, draft, vendor));
    }

    private Mono<Void> keep(UUID listing, ListingDraft draft, Actor vendor) {
        return transactions.execute(createIfNew(listing, draft, vendor)
                .then(revisions.writable(listing, moves.lock(listing, vendor)))
                .then(write(listing, draft, vendor)));
    }

    /**
     * Hands a new listing, or the revision of one on the market, to the operator for review. Refuses with {@code
     * listing-incomplete} while a price, a way to open it or an attribute of its kind is missing.
     *
     * @return the state of the listing, which a revision leaves as it is
     */
    public Mono<ListingState> submit(UUID listing, Actor vendor) {
        return transactions.execute(moves.lock(listing, vendor)
                .flatMap(state -> state.onTheMarket()
                        ? revisions
                                .move(listing, RevisionState.Event.SUBMIT, Map.of(), vendor)
                                .thenReturn(state)
                        : moves.move(listing, Event.SUBMIT, Map.of(), vendor))
                .delayUntil(state -> gaps.refuse(listing)));
    }

    /** Drops a revision that was not handed over, with the prices wanted in it; the listing stays as it is. */
    public Mono<ListingState> discard(UUID listing, Actor vendor) {
        return transactions.execute(Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(moves.lock(listing, vendor))
                .filter(ListingState::onTheMarket)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.conflict("listing-not-editable").with("key", listing)))
                .flatMap(state -> revisions
                        .move(listing, RevisionState.Event.DISCARD, Map.of(), vendor)
                        .then(prices.forgetAllOf(listing))
                        .thenReturn(state)));
    }

    private Mono<Void> createIfNew(UUID listing, ListingDraft draft, Actor vendor) {
        return database.sql("""
                        insert into listing (id, vendor_id, kind) values (:id, :vendor, :kind)
                        on conflict (id) do nothing
                        """)
                .bind("id", listing)
                .bind("vendor", vendor.organizationId())
                .bind("kind", draft.kind())
                .then();
    }

    private Mono<Void> write(UUID listing, ListingDraft draft, Actor vendor) {
        return database.sql("""
                        insert into listing_draft as d (listing_id, title, subtitle, summary, description_html,
                               stage, subject, edition, grade, volume, publisher, link, opening, cover, saved_by)
                        select l.id, :title, :subtitle, :summary, :html,
                               :stage, :subject, :edition, :grade, :volume, :publisher, :link,
                               case when cast(:link as text) is null then v.opening end, v.cover, cast(:by as uuid)
                          from listing l left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                         where l.id = :id
                        on conflict (listing_id) do update
                           set title = excluded.title, subtitle = excluded.subtitle, summary = excluded.summary,
                               description_html = excluded.description_html, stage = excluded.stage,
                               subject = excluded.subject, edition = excluded.edition, grade = excluded.grade,
                               volume = excluded.volume, publisher = excluded.publisher, link = excluded.link,
                               opening = case when excluded.link is null then d.opening end, saved_by = excluded.saved_by, saved_at = now()
                        """)
                .bind("id", listing)
                .bind("title", draft.title())
                .bind("subtitle", draft.subtitle())
                .bind("summary", draft.summary())
                .bind("html", draft.descriptionHtml())
                .bindValues(shelf(draft))
                .bind("by", vendor.person())
                .then();
    }

    /** Where it stands among other things for schools; each of these may be left out. */
    private static Map<String, Parameter> shelf(ListingDraft draft) {
        return Map.of(
                "stage", Parameter.fromOrEmpty(draft.stage(), String.class),
                "subject", Parameter.fromOrEmpty(draft.subject(), String.class),
                "edition", Parameter.fromOrEmpty(draft.edition(), String.class),
                "grade", Parameter.fromOrEmpty(draft.grade(), String.class),
                "volume", Parameter.fromOrEmpty(draft.volume(), String.class),
                "publisher", Parameter.fromOrEmpty(draft.publisher(), String.class),
                "link", Parameter.fromOrEmpty(draft.link(), String.class));
    }
}
