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
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** One journal (记账凭证) with its legs, its document and its place in the chain, for those who see one of its lines. */
@Component
public class JournalSheets {

    private final DatabaseClient database;

    JournalSheets(DatabaseClient database) {
        this.database = database;
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
        return legs(id, actor)
                .filter(legs -> legs.stream().anyMatch(Leg::seen))
                .flatMap(legs -> database.sql("""
                                select j.*, o.name as organization, encode(j.hash, 'hex') as hash_hex,
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
                                text(row, "actor_name"),
                                row.get("corrects", UUID.class),
                                time(row, "posted_at"),
                                text(row, "previous_hex"),
                                text(row, "hash_hex"),
                                legs.stream().filter(Leg::seen).toList(),
                                (int) legs.stream().filter(leg -> !leg.seen()).count()))
                        .one())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("journal", id)));
    }

    private Mono<List<Leg>> legs(UUID id, Actor actor) {
        return Sight.MONEY
                .bindTo(
                        database.sql("""
                        select g.seq, d.code as debit_code, case when dorg.id is not null then d.id end as debit_account,
                               case when dorg.id is null then '' else db.name end as debit_line, c.code as credit_code,
                               case when corg.id is not null then c.id end as credit_account,
                               case when corg.id is null then '' else cb.name end as credit_line, g.amount_in_fen, g.effect,
                               dorg.id is not null or corg.id is not null as seen
                          from leg g join account d on d.id = g.debit_account join account c on c.id = g.credit_account
                          left join budget_line db on db.id = d.budget_line_id
                          left join budget_line cb on cb.id = c.budget_line_id
                          left join organization dorg on dorg.id = db.organization_id
                               and %s
                          left join organization corg on corg.id = cb.organization_id
                               and %s
                         where g.journal_id = :id order by g.seq
                        """.formatted(Sight.over("dorg"), Sight.over("corg")))
                                .bind("id", id),
                        actor)
                .map(Rows.as(Leg.class))
                .all()
                .collectList();
    }
}
