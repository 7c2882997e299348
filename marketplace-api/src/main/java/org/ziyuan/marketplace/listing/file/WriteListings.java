package org.ziyuan.marketplace.listing.file;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.kept.Compared;
import org.ziyuan.marketplace.intake.kept.IntakeKind.Progress;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes rows of a file as drafts and revisions, thousands in one statement, with the prices that are wanted for them. */
@Component
class WriteListings {

    private static final int AT_ONCE = 2_000;
    private static final String OFFERED_AS = "按学生授权";

    private final DatabaseClient database;

    WriteListings(DatabaseClient database) {
        this.database = database;
    }

    /** A row with the listing and the offer that it is about; both ids follow from the code, so twice is once. */
    private record Wanted(
            UUID listing,
            UUID offer,
            Map<ListingColumn, String> cells,
            @Nullable Long newPriceInFen) {

        static Wanted of(Compared<ListingColumn, WrittenListing> row, @Nullable StandingListing there, Actor vendor) {
            UUID listing = there == null
                    ? Ids.derived(
                            "listing", vendor.organizationId(), row.read().row().key())
                    : there.id();
            UUID offer = there == null || there.offer() == null
                    ? Ids.derived("offer-of-file", listing, Ids.next())
                    : there.offer();
            Map<ListingColumn, String> before = row.before();
            String price = row.after().getOrDefault(ListingColumn.PRICE, "");
            boolean same = price.isEmpty() || before != null && price.equals(before.get(ListingColumn.PRICE));
            return new Wanted(
                    listing,
                    offer,
                    row.after(),
                    same ? null : Money.ofYuan(price).fen());
        }

        @Nullable
        String cell(ListingColumn column) {
            String text = cells.getOrDefault(column, "");
            return text.isEmpty() ? null : text;
        }

        String words(ListingColumn column) {
            return cells.getOrDefault(column, "");
        }
    }

    Mono<Void> write(
            List<Compared<ListingColumn, WrittenListing>> rows,
            Map<String, StandingListing> there,
            Actor vendor,
            Progress progress) {
        int[] done = {0};
        return Flux.fromIterable(rows)
                .map(row -> Wanted.of(row, there.get(row.read().row().key()), vendor))
                .buffer(AT_ONCE)
                .concatMap(some -> drafts(some, vendor)
                        .then(Mono.defer(() -> prices(
                                some.stream()
                                        .filter(one -> one.newPriceInFen() != null)
                                        .toList(),
                                vendor)))
                        .then(Mono.defer(() -> progress.written(done[0] += some.size()))))
                .then();
    }

    /** What a file cannot say, the long description, stays as it is. */
    private Mono<Void> drafts(List<Wanted> some, Actor vendor) {
        return database.sql("""
                        with file as (
                          select * from unnest(:listings, :codes, :kinds, :titles, :subtitles, :summaries, :stages, :subjects,
                                 :editions, :grades, :volumes, :publishers, :links)
                                 f(id, code, kind, title, subtitle, summary, stage, subject, edition, grade, volume,
                                   publisher, link)),
                        made as (
                          insert into listing (id, vendor_id, kind, external_code)
                          select id, :vendor, kind, code from file on conflict (id) do nothing)
                        insert into listing_draft as d (listing_id, title, subtitle, summary, description_html,
                               stage, subject, edition, grade, volume, publisher, link, opening, cover, saved_by)
                        select f.id, f.title, f.subtitle, f.summary, coalesce(v.description_html, ''),
                               f.stage, f.subject, f.edition, f.grade, f.volume, f.publisher, f.link, case when f.link is null then v.opening end, v.cover, :by
                          from file f
                          left join listing l on l.id = f.id
                          left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                        on conflict (listing_id) do update
                           set title = excluded.title, subtitle = excluded.subtitle, summary = excluded.summary,
                               stage = excluded.stage, subject = excluded.subject, edition = excluded.edition,
                               grade = excluded.grade, volume = excluded.volume, publisher = excluded.publisher,
                               link = excluded.link, opening = case when excluded.link is null then d.opening end, saved_by = excluded.saved_by, saved_at = now()
                        """)
                .bind("listings", some.stream().map(Wanted::listing).toArray(UUID[]::new))
                .bind("codes", texts(some, one -> one.cell(ListingColumn.CODE)))
                .bind("kinds", texts(some, one -> ListingKind.columnOf(one.words(ListingColumn.KIND))))
                .bind("titles", texts(some, one -> one.words(ListingColumn.TITLE)))
                .bind("subtitles", texts(some, one -> one.words(ListingColumn.SUBTITLE)))
                .bind("summaries", texts(some, one -> one.words(ListingColumn.SUMMARY)))
                .bind("stages", texts(some, one -> one.cell(ListingColumn.STAGE)))
                .bind("subjects", texts(some, one -> one.cell(ListingColumn.SUBJECT)))
                .bind("editions", texts(some, one -> one.cell(ListingColumn.EDITION)))
                .bind("grades", texts(some, one -> one.cell(ListingColumn.GRADE)))
                .bind("volumes", texts(some, one -> one.cell(ListingColumn.VOLUME)))
                .bind("publishers", texts(some, one -> one.cell(ListingColumn.PUBLISHER)))
                .bind("links", texts(some, one -> one.cell(ListingColumn.LINK)))
                .bind("vendor", vendor.organizationId())
                .bind("by", vendor.person())
                .then();
    }

    private Mono<Void> prices(List<Wanted> priced, Actor vendor) {
        return priced.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                with wanted as (select * from unnest(:listings, :offers, :prices) w(listing_id, offer_id, fen)),
                                made as (
                                  insert into offer as o (id, listing_id, name, licence_model, meter, unit_price_in_fen,
                                         price_version, term_months, minimum_quantity, active)
                                  select offer_id, listing_id, :name, 'named_seat', 'pupil_year', fen, 0, 12, 1, false
                                    from wanted
                                  on conflict (id) do update set unit_price_in_fen = excluded.unit_price_in_fen
                                   where o.price_version = 0
                                  returning id)
                                insert into proposed_price (offer_id, unit_price_in_fen, proposed_by)
                                select offer_id, fen, :by from wanted
                                on conflict (offer_id) do update
                                   set unit_price_in_fen = excluded.unit_price_in_fen,
                                       proposed_by = excluded.proposed_by, proposed_at = clock_timestamp()
                                """)
                        .bind("listings", priced.stream().map(Wanted::listing).toArray(UUID[]::new))
                        .bind("offers", priced.stream().map(Wanted::offer).toArray(UUID[]::new))
                        .bind(
                                "prices",
                                priced.stream().map(Wanted::newPriceInFen).toArray(Long[]::new))
                        .bind("name", OFFERED_AS)
                        .bind("by", vendor.person())
                        .then();
    }

    private static @Nullable String[] texts(List<Wanted> some, Function<Wanted, @Nullable String> of) {
        return some.stream().map(of).toArray(String[]::new);
    }
}
