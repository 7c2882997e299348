package org.ziyuan.marketplace.execution;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import reactor.core.publisher.Mono;

/** One journal (记账凭证) with its legs, its document and its place in the chain, for those who see one of its lines. */
@Component
public class JournalSheets {

    private final DatabaseClient database;
    private final JournalLegs legs;

    JournalSheets(DatabaseClient database, JournalLegs legs) {
        this.database = database;
        this.legs = legs;
    }

    /**
     * A journal as it is shown.
     *
     * @param elsewhere how many of its legs belong to organizations the reader may not see
     */
    public record Sheet(
            UUID id,
            long seq,
            String organization,
            String kind,
            int postingYear,
            int postingPeriod,
            String documentType,
            UUID documentId,
            String actor,
            @Nullable UUID corrects,
            OffsetDateTime postedAt,
            String previousHash,
            String hash,
            List<Leg> legs,
            int elsewhere) {}

    /**
     * One movement. The account's id is there for the accounts of lines; those a whole fund shares are not opened here.
     */
    public record Leg(
            int seq,
            String debitCode,
            @Nullable Long debitAccount,
            String debitLine,
            String creditCode,
            @Nullable Long creditAccount,
            String creditLine,
            Money amount,
            String effect,
            boolean seen) {}

    /** @throws Refusal {@code journal-not-found}, also when the actor may see none of its lines */
    public Mono<Sheet> find(UUID id, Actor actor) {
        return legs.of(id, actor)
                .filter(legs -> legs.stream().anyMatch(Leg::seen))
                .flatMap(legs -> database.sql("""
                                select j.*, name_and_place(j.actor_id, j.actor_name, j.posted_at) as who, o.name as organization, encode(j.hash, 'hex') as hash_hex,
                                       encode(j.previous_hash, 'hex') as previous_hex
                                  from journal j join organization o on o.id = j.organization_id where j.id = :id
                                """)
                        .bind("id", id)
                        .map(row -> new Sheet(
                                id,
                                read(row, "seq", Long.class),
                                text(row, "organization"),
                                text(row, "kind"),
                                number(row, "posting_year"),
                                number(row, "posting_period"),
                                text(row, "document_type"),
                                Columns.id(row, "document_id"),
                                text(row, "who"),
                                row.get("corrects", UUID.class),
                                time(row, "posted_at"),
                                text(row, "previous_hex"),
                                text(row, "hash_hex"),
                                legs.stream().filter(Leg::seen).toList(),
                                (int) legs.stream().filter(leg -> !leg.seen()).count()))
                        .one())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("journal", id)));
    }
}
