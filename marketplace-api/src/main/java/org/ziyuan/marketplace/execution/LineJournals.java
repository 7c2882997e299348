package org.ziyuan.marketplace.execution;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The journals behind the figures of a line. */
@Component
public class LineJournals {

    static final String LEG = """
            select j.id as journal_id, j.seq as journal_seq, j.kind, j.document_type, j.document_id,
                   name_and_place(j.actor_id, j.actor_name, j.posted_at) as actor, j.posted_at, l.seq,
                   d.code as debit, c.code as credit, l.amount_in_fen, l.effect, l.credit_balance_after as balance_after_in_fen
              from leg l
              join journal j on j.id = l.journal_id
              join account d on d.id = l.debit_account
              join account c on c.id = l.credit_account
            """;

    private static final String ON_THE_LINE = """
            (select string_agg(%s::text, ' ') from leg l
               join account a on a.id in (l.debit_account, l.credit_account)
              where l.journal_id = j.id and a.budget_line_id = :line)
            """.formatted(SoughtJournals.written("l.amount_in_fen"));

    /**
     * The journals of a page. A line with few legs gathers them all and sorts; one with many walks the journals of
     * everybody from the latest that the line may have, and meets its own soon. The other way is not begun: which it is
     * follows from the line's accounts, of which each document has its own, and their versions, which count their legs; no
     * more of them are counted than decide it. A clock that went back hides nothing that was posted within two days of the
     * last change of the line. What is looked for by key stands in a lateral with an offset, in an array or behind a limit,
     * so that no plan reads all legs there are because some accounts have very many.
     */
    private static final String PAGE = """
            with legs as materialized (
              select count(*) + coalesce(sum(version), 0) as counted
                from (select version from account where budget_line_id = :line limit :few + 1) counting),
            latest as materialized (
              select max(last_posted_at) + interval '2 days' as at from line_balance where budget_line_id = :line),
            page as materialized (
              (select j.id from journal j
                where j.id = any (array(
                    select l.journal_id from account a
                     cross join lateral (
                       (select l.journal_id from leg l where l.debit_account = a.id offset 0)
                       union all
                       (select l.journal_id from leg l where l.credit_account = a.id offset 0)) l
                     where a.budget_line_id = :line and (select counted from legs) <= :few))
                  and (j.posted_at, j.id) < (:at, :after) %s
                order by j.posted_at desc, j.id desc limit :rows)
              union all
              (select j.id from journal j
                where (select counted from legs) > :few
                  and (j.posted_at, j.id) < (:at, :after) and j.posted_at < (select at from latest)
                  and (select true from leg l
                         join account d on d.id = l.debit_account
                         join account c on c.id = l.credit_account
                        where l.journal_id = j.id and (d.budget_line_id = :line or c.budget_line_id = :line) limit 1) %s
                order by j.posted_at desc, j.id desc limit :rows))
            """;

    /** Legs that are gathered in a tenth of a second. */
    private static final int FEW = 10_000;

    private final DatabaseClient database;
    private final SoughtJournals journals;
    private final int few;

    @Autowired
    LineJournals(DatabaseClient database, SoughtJournals journals) {
        this(database, journals, FEW);
    }

    LineJournals(DatabaseClient database, SoughtJournals journals, int few) {
        this.database = database;
        this.journals = journals;
        this.few = few;
    }

    /**
     * One leg with the journal it belongs to.
     *
     * @param kind why the money moved, such as {@code order-encumbered}
     * @param debit the code of the account it leaves, such as {@code B200}; its words are {@code spending.account.B200}
     * @param credit the code of the account it reaches
     * @param effect posted, pending, post (a pending leg became final) or void
     */
    public record Leg(
            UUID journalId,
            long journalSeq,
            String kind,
            String documentType,
            UUID documentId,
            String actor,
            OffsetDateTime postedAt,
            int seq,
            String debit,
            String credit,
            long amountInFen,
            String effect,
            long balanceAfterInFen) {}

    /**
     * The legs of a line, journal by journal; a page holds so many journals with all their legs on the line.
     *
     * @throws Refusal {@code cursor-malformed}
     */
    public Mono<Page<Leg>> ofLine(UUID budgetLine, Sought sought, Actor reader) {
        return read(budgetLine, sought, sought.after(), Page.size(sought.limit()), reader);
    }

    /** All legs of the journals that are sought, read in large pages as they are asked for. */
    public Flux<Leg> allOfLine(UUID budgetLine, Sought sought, Actor reader) {
        return Page.walk(after -> read(budgetLine, sought, after, Page.OF_A_FILE, reader));
    }

    private Mono<Page<Leg>> read(UUID budgetLine, Sought sought, Cursor after, int size, Actor reader) {
        String clause = journals.clause(sought, ON_THE_LINE);
        return journals.bind(database.sql(PAGE.formatted(clause, clause) + LEG + """
                         where j.id = any (array(select id from page)) and (d.budget_line_id = :line or c.budget_line_id = :line)
                         order by j.posted_at desc, j.id desc, l.seq
                        """), sought, reader)
                .bind("line", budgetLine)
                .bind("few", (long) few)
                .bind("at", after.at())
                .bind("after", after.id())
                .bind("rows", size + 1)
                .map(Rows.as(Leg.class))
                .all()
                .collectList()
                .map(legs -> page(legs, size));
    }

    private static Page<Leg> page(List<Leg> legs, int journals) {
        List<UUID> seen = legs.stream().map(Leg::journalId).distinct().toList();
        if (seen.size() <= journals) {
            return new Page<>(legs, null);
        }
        Set<UUID> shown = Set.copyOf(seen.subList(0, journals));
        List<Leg> kept =
                legs.stream().filter(leg -> shown.contains(leg.journalId())).toList();
        Leg last = kept.get(kept.size() - 1);
        return new Page<>(kept, new Cursor(last.postedAt(), last.journalId()).toString());
    }
}
