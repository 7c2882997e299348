package org.ziyuan.marketplace.listing;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All listings of a vendor, each with the draft that is to become its first or next version. */
@Component
public class VendorListings {

    /**
     * The last columns of a query and where it reads them: a listing as {@code l}, its draft as {@code d}, what is on the
     * market as {@code v}, and the words of the draft, or those on the market where there is none.
     */
    public static final String AS_IT_IS_TO_BECOME = """
                   coalesce(d.title, v.title, '') as title, coalesce(d.subtitle, v.subtitle, '') as subtitle,
                   coalesce(d.summary, v.summary, '') as summary,
                   coalesce(d.description_html, v.description_html, '') as description_html,
                   coalesce(case when d.listing_id is null then v.stage else d.stage end, '') as stage,
                   coalesce(case when d.listing_id is null then v.subject else d.subject end, '') as subject,
                   coalesce(case when d.listing_id is null then v.edition else d.edition end, '') as edition,
                   coalesce(case when d.listing_id is null then v.grade else d.grade end, '') as grade,
                   coalesce(case when d.listing_id is null then v.volume else d.volume end, '') as volume,
                   coalesce(case when d.listing_id is null then v.publisher else d.publisher end, '') as publisher,
                   coalesce(case when d.listing_id is null then v.link else d.link end, '') as link,
                   case when d.listing_id is null then v.opening else d.opening end as opening,
                   case when d.listing_id is null then v.cover else d.cover end as cover
              from listing l
              left join listing_draft d on d.listing_id = l.id
              left join listing_version v on v.listing_id = l.id and v.version = l.current_version
            """;

    private static final String DRAFT = """
            select l.id, l.vendor_id, l.state, l.kind, coalesce(l.current_version, 0) as version, greatest(l.updated_at, d.saved_at) as changed_at,
                   case when l.state in ('PUBLISHED', 'SUSPENDED') then coalesce(d.state, 'NONE') else '' end as revision,
            """ + AS_IT_IS_TO_BECOME;

    private final DatabaseClient database;

    VendorListings(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What the form shows; for a listing that does not exist yet, an empty one.
     *
     * @param revision beside a listing on the market: {@code DRAFTED}, {@code SUBMITTED}, or {@code NONE} where nothing is
     *     saved; else empty
     */
    public record Draft(
            UUID id,
            String state,
            String revision,
            String kind,
            String title,
            String subtitle,
            String summary,
            String descriptionHtml,
            String stage,
            String subject,
            String edition,
            String grade,
            String volume,
            String publisher,
            String link,
            @Nullable UUID opening,
            @Nullable UUID cover) {

        /** Beside a listing on the market, a change to it. */
        public boolean hasRevision() {
            return VendorListings.isOne(revision);
        }

        /** What is rendered by people has steps in place of something that opens. */
        public boolean isService() {
            return kind.equals("service");
        }

        /** Saved once, and its vendor's turn. */
        public boolean submittable() {
            return !title.isEmpty() && (in(ListingState.DRAFT) || discardable());
        }

        public boolean discardable() {
            return revision.equals(RevisionState.DRAFTED.name());
        }

        /** Its offers stay as they are: the operator reads them, or it has left the market. */
        public boolean closed() {
            return in(ListingState.SUBMITTED) || in(ListingState.WITHDRAWN);
        }

        /** The operator reads what is to become of a listing on the market. */
        public boolean underReview() {
            return revision.equals(RevisionState.SUBMITTED.name());
        }

        public boolean beforeTheMarket() {
            return in(ListingState.DRAFT) || in(ListingState.SUBMITTED);
        }

        private boolean in(ListingState one) {
            return state.equals(one.name());
        }
    }

    /** One of the vendor's listings, whatever its state; revision as in {@link Draft}, version 0 before the first. */
    public record Listed(
            UUID id,
            String state,
            String revision,
            String kind,
            String title,
            String subtitle,
            int version,
            OffsetDateTime changedAt) {

        public boolean hasRevision() {
            return VendorListings.isOne(revision);
        }
    }

    private static boolean isOne(String revision) {
        return !revision.isEmpty() && !revision.equals("NONE");
    }

    /** Refuses with {@code vendor-not-active} where a vendor of these sells nothing today. */
    public Mono<Void> refuseAtRest(Collection<UUID> listings) {
        return database.sql("""
                        select exists (select from listing l join vendor_at_rest r on r.vendor_id = l.vendor_id
                                        where l.id = any(:listings))
                        """)
                .bind("listings", listings.toArray(UUID[]::new))
                .mapValue(Boolean.class)
                .one()
                .filter(rests -> rests)
                .flatMap(rests -> Mono.error(Refusal.conflict("vendor-not-active")));
    }

    /** Marks all that a vendor has on the market as changed, so that they are found or not found anew. */
    public Mono<Void> changed(UUID vendor) {
        return database.sql(
                        "update listing set updated_at = clock_timestamp() where vendor_id = :vendor and state = 'PUBLISHED'")
                .bind("vendor", vendor)
                .then();
    }

    /** All listings of the vendor, the last to change first, narrowed by words of their titles. */
    public Mono<Page<Listed>> of(Actor vendor, @Nullable ListingState state, Sought sought) {
        return sought.bindTo(database.sql(DRAFT
                                + " where l.vendor_id = :vendor and (cast(:state as text) is null or l.state = :state)"
                                + Sought.newestFirst(
                                        "greatest(l.updated_at, d.saved_at)",
                                        "l.id",
                                        "d.title",
                                        "v.title",
                                        "d.subtitle",
                                        "v.subtitle"))
                        .bind("vendor", vendor.organizationId())
                        .bind("state", Parameter.fromOrEmpty(state == null ? null : state.name(), String.class)))
                .map(Rows.as(Listed.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, one -> new Cursor(one.changedAt(), one.id())));
    }

    /** Several, whosever they are; what was never saved is left out. */
    public Flux<Draft> each(Collection<UUID> ids) {
        return database.sql(DRAFT + " where l.id = any(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(Rows.as(Draft.class))
                .all();
    }

    /** One that was saved once. Refuses with {@code listing-not-found} as {@link #find} and where nothing was saved. */
    public Mono<Draft> saved(UUID id, Actor vendor) {
        return find(id, vendor)
                .filter(draft -> !draft.title().isEmpty())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)));
    }

    /** Refuses with {@code listing-not-found} what belongs to another vendor. */
    public Mono<Draft> find(UUID id, Actor vendor) {
        return database.sql(DRAFT + " where l.id = :id")
                .bind("id", id)
                .map(row -> {
                    if (!Columns.id(row, "vendor_id").equals(vendor.organizationId())) {
                        throw Refusal.notFound("listing", id);
                    }
                    return Rows.as(Draft.class).apply(row);
                })
                .one()
                .defaultIfEmpty(
                        new Draft(id, "DRAFT", "", "resource", "", "", "", "", "", "", "", "", "", "", "", null, null));
    }
}
