package org.ziyuan.marketplace.listing;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.RevisionState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Moves the revision of a listing along its life cycle; the caller's transaction holds the listing's lock. */
@Component
class RevisionMoves {

    private final DatabaseClient database;
    private final AuditLog audit;

    RevisionMoves(DatabaseClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Asks the life cycle and carries the answer. Refuses with {@code listing-has-no-draft} where there is no revision. */
    Mono<RevisionState> move(UUID listing, Event event, Map<String, ?> detail, Actor actor) {
        return state(listing)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.conflict("listing-has-no-draft").with("key", listing)))
                .flatMap(from -> RevisionState.LIFE_CYCLE.next(from, event))
                .flatMap(to -> carry(listing, to)
                        .then(audit.record(
                                actor,
                                "listing.revision-" + to.name().toLowerCase(Locale.ROOT),
                                "listing",
                                listing,
                                detail))
                        .thenReturn(to));
    }

    /**
     * The state of a listing whose vendor may write now. Refuses with {@code listing-not-editable} while the operator has it
     * or its revision, and when it has left the market.
     */
    Mono<ListingState> writable(UUID listing, Mono<ListingState> locked) {
        return locked.filter(state -> state != ListingState.SUBMITTED && state != ListingState.WITHDRAWN)
                .filterWhen(state -> isSubmitted(listing).map(submitted -> !submitted))
                .switchIfEmpty(Mono.error(
                        () -> Refusal.conflict("listing-not-editable").with("key", listing)));
    }

    /** Begins a revision with the words on the market, so that what is wanted beside them is reviewed with it. */
    Mono<Void> begin(UUID listing, Actor vendor) {
        return database.sql("""
                        insert into listing_draft (listing_id, title, subtitle, summary, description_html,
                               stage, subject, edition, grade, volume, publisher, link, opening, cover, saved_by)
                        select v.listing_id, v.title, v.subtitle, v.summary, v.description_html,
                               v.stage, v.subject, v.edition, v.grade, v.volume, v.publisher, v.link, v.opening, v.cover, :by
                          from listing l join listing_version v on v.listing_id = l.id and v.version = l.current_version
                         where l.id = :id on conflict (listing_id) do nothing
                        """).bind("id", listing).bind("by", vendor.person()).then();
    }

    private Mono<Boolean> isSubmitted(UUID listing) {
        return state(listing).map(RevisionState.SUBMITTED::equals).defaultIfEmpty(false);
    }

    private Mono<RevisionState> state(UUID listing) {
        return database.sql("select state from listing_draft where listing_id = :id")
                .bind("id", listing)
                .map(row -> RevisionState.valueOf(text(row, "state")))
                .one();
    }

    /** What is published becomes a version and what is discarded goes: neither stays as a draft. */
    private Mono<Void> carry(UUID listing, RevisionState to) {
        return switch (to) {
            case DRAFTED, SUBMITTED ->
                database.sql("""
                            update listing_draft
                               set state = :state, submitted_at = case when :submitted then now() end
                             where listing_id = :id
                            """)
                        .bind("state", to.name())
                        .bind("submitted", to == RevisionState.SUBMITTED)
                        .bind("id", listing)
                        .then();
            case DISCARDED ->
                database.sql("delete from listing_draft where listing_id = :id")
                        .bind("id", listing)
                        .then();
            case PUBLISHED -> Mono.empty();
        };
    }
}
