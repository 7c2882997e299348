package org.ziyuan.marketplace.listing.opening;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.SentForm.SentFile;
import org.ziyuan.marketplace.listing.WritableDraft;
import org.ziyuan.marketplace.listing.media.CoverImage;
import org.ziyuan.marketplace.listing.media.ListingFiles;
import org.ziyuan.marketplace.listing.opening.Opening.Way;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor chooses how a listing is opened and which picture it shows; both are reviewed with its words. */
@Component
public class ChooseOpening {

    private final DatabaseClient database;
    private final WritableDraft drafts;
    private final ListingFiles files;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    ChooseOpening(
            DatabaseClient database,
            WritableDraft drafts,
            ListingFiles files,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.drafts = drafts;
        this.files = files;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Lets this open the listing in place of what did before, an address too.
     *
     * @throws Refusal as {@link WritableDraft#of}; {@code opening-not-of-kind} of steps for what is no service, and of the
     *     others for one; {@code listing-has-no-draft} before its words were saved once
     */
    public Mono<Void> choose(UUID listing, Chosen chosen, Actor vendor) {
        return transactions.execute(drafts.of(listing, vendor)
                .then(Mono.defer(() -> mustFit(listing, chosen.way())))
                .then(Mono.defer(
                        () -> chosen.file() == null ? Mono.empty() : files.keep(chosen.id(), chosen.file(), vendor)))
                .then(Mono.defer(() -> keep(listing, chosen, vendor)))
                .then(Mono.defer(() -> write("opening = :chosen, link = null", listing, chosen.id(), vendor)))
                .then(audit.record(
                        vendor,
                        "listing.opening-chosen",
                        "listing",
                        listing,
                        Map.of("way", chosen.way().name()))));
    }

    /**
     * Shows this picture as the cover.
     *
     * @throws Refusal {@code cover-unfit}, {@code listing-file-infected}, {@code listing-file-not-scanned}; as above
     */
    public Mono<Void> cover(UUID listing, UUID id, SentFile picture, Actor vendor) {
        return files.check(picture)
                .flatMap(checked -> CoverImage.of(checked.content()).map(checked::madeAnew))
                .flatMap(cover -> transactions.execute(drafts.of(listing, vendor)
                        .then(Mono.defer(() -> files.keep(id, cover, vendor)))
                        .then(Mono.defer(() -> write("cover = :chosen", listing, id, vendor)))
                        .then(audit.record(vendor, "listing.cover-chosen", "listing", listing, Map.of()))));
    }

    private Mono<Void> mustFit(UUID listing, Way way) {
        return database.sql("select kind = 'service' from listing where id = :listing")
                .bind("listing", listing)
                .mapValue(Boolean.class)
                .one()
                .filter(service -> service == (way == Way.STEPS))
                .switchIfEmpty(Mono.error(() -> Refusal.invalid("opening-not-of-kind")))
                .then();
    }

    private Mono<Void> keep(UUID listing, Chosen chosen, Actor vendor) {
        List<String> steps = chosen.steps();
        return database.sql("""
                        insert into listing_opening (id, listing_id, way, file_id, client_id, tool_name, steps, chosen_by)
                        values (:id, :listing, :way, :file, :client, :name, :steps, :by) on conflict (id) do nothing
                        """)
                .bind("id", chosen.id())
                .bind("listing", listing)
                .bind("way", chosen.way().name())
                .bind("file", Parameter.fromOrEmpty(chosen.file() == null ? null : chosen.id(), UUID.class))
                .bind("client", Parameter.fromOrEmpty(chosen.clientId(), String.class))
                .bind("name", Parameter.fromOrEmpty(chosen.toolName(), String.class))
                .bind(
                        "steps",
                        Parameter.fromOrEmpty(steps == null ? null : steps.toArray(String[]::new), String[].class))
                .bind("by", vendor.person())
                .then();
    }

    private Mono<Void> write(String what, UUID listing, UUID chosen, Actor vendor) {
        return database.sql("update listing_draft set %s, saved_by = :by, saved_at = now() where listing_id = :listing"
                        .formatted(what))
                .bind("chosen", chosen)
                .bind("by", vendor.person())
                .bind("listing", listing)
                .fetch()
                .rowsUpdated()
                .filter(written -> written == 1)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.conflict("listing-has-no-draft").with("key", listing)))
                .then();
    }
}
