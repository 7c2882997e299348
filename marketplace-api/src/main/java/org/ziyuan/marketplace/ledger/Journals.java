package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ledger.PostedJournal.PostedLeg;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Columns;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The journals, read; the caller must have been allowed to see the line or document. */
@Component
public class Journals {

    private static final String JOURNAL = """
            select j.id, j.kind, j.posting_year, j.posting_period, j.document_type, j.document_id, j.actor_id,
                   name_and_place(j.actor_id, j.actor_name, j.posted_at) as actor_name, j.posted_at,
                   j.organization_id, j.seq, encode(j.hash, 'hex') as hash,
                   (select jsonb_agg(jsonb_build_object('seq', l.seq, 'from', dk.symbol, 'fromLine', d.budget_line_id,
                             'fromDocument', d.document_id, 'to', ck.symbol, 'toLine', c.budget_line_id,
                             'toDocument', c.document_id, 'fen', l.amount_in_fen, 'effect', l.effect) order by l.seq)
                      from leg l
                      join account d on d.id = l.debit_account join account_class dk on dk.code = d.code
                      join account c on c.id = l.credit_account join account_class ck on ck.code = c.code
                     where l.journal_id = j.id) as legs
              from journal j
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    Journals(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The journals that moved money of a line, the newest first. */
    public Mono<Page<PostedJournal>> ofLine(UUID budgetLineId, Sought sought) {
        return sought.bindTo(database.sql(JOURNAL + """
                         where j.id in (
                           select l.journal_id from account a join leg l on l.debit_account = a.id
                            where a.budget_line_id = :line
                           union
                           select l.journal_id from account a join leg l on l.credit_account = a.id
                            where a.budget_line_id = :line)
                        """
                                + Sought.newestFirst(
                                        "j.posted_at", "j.id", "j.kind", "j.document_type", "j.actor_name"))
                        .bind("line", budgetLineId))
                .map(this::read)
                .all()
                .collectList()
                .map(rows -> sought.page(rows, last -> new Cursor(last.postedAt(), last.id())));
    }

    private PostedJournal read(Readable row) {
        return new PostedJournal(
                id(row, "id"),
                text(row, "kind"),
                number(row, "posting_year"),
                number(row, "posting_period"),
                text(row, "document_type"),
                id(row, "document_id"),
                row.get("actor_id", UUID.class),
                text(row, "actor_name"),
                time(row, "posted_at"),
                id(row, "organization_id"),
                Columns.read(row, "seq", Long.class),
                text(row, "hash"),
                legs(Columns.read(row, "legs", Json.class)));
    }

    private List<PostedLeg> legs(Json legs) {
        return List.of(json.readValue(legs.asString(), LegRow[].class)).stream()
                .map(LegRow::asLeg)
                .toList();
    }

    private record LegRow(
            int seq,
            String from,
            @Nullable UUID fromLine,
            @Nullable UUID fromDocument,
            String to,
            @Nullable UUID toLine,
            @Nullable UUID toDocument,
            long fen,
            String effect) {

        PostedLeg asLeg() {
            return new PostedLeg(seq, from, fromLine, fromDocument, to, toLine, toDocument, Money.ofFen(fen), effect);
        }
    }
}
