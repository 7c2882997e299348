package org.ziyuan.marketplace.execution;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Papers;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a figure consists of: every line, and every document on it, that holds a part of the money. */
@Component
public class Holdings {

    private static final String HELD = """
            , held as (
              select a.id, a.code, a.budget_line_id, a.document_id, a.credits_posted - a.debits_posted as held
                from line l
                cross join lateral (
                  select x.* from account x
                   where x.budget_line_id = l.id and x.code = any(:codes)
                     and x.credits_posted <> x.debits_posted offset 0) a
               where exists (select from line_balance s
                              where s.budget_line_id = l.id and s.code = any(:codes)
                                and s.credits_posted <> s.debits_posted))
            , page as (
              select * from held h where (h.held, h.id) < (:held, :id) %s order by h.held desc, h.id desc limit :rows)
            select h.*, h.id as account_id, h.budget_line_id as line_id, line_title(f.name_zh, b.name) as line_name,
                   o.id as organization_id, o.name as organization
              from page h join budget_line b on b.id = h.budget_line_id
              join organization o on o.id = b.organization_id join fund f on f.code = b.fund_code
             order by h.held desc, h.id desc
            """;

    private final DatabaseClient database;
    private final Extents extents;
    private final Papers papers;

    Holdings(DatabaseClient database, Extents extents, Papers papers) {
        this.database = database;
        this.extents = extents;
        this.papers = papers;
    }

    /**
     * One account with money on it.
     *
     * @param documentId the requisition or order whose account it is; null where the whole line has one
     * @param held what it holds
     */
    public record Holding(
            long accountId,
            String code,
            UUID lineId,
            String lineName,
            UUID organizationId,
            String organization,
            @Nullable UUID documentId,
            Money held) {

        HeldPlace place() {
            return new HeldPlace(held.fen(), accountId);
        }
    }

    /**
     * The accounts behind a figure, the largest first, found by words of organization, line and document, or by the amount.
     *
     * @throws Refusal {@code organization-not-found}, {@code cursor-malformed}
     */
    public Mono<Page<Holding>> of(Question question, Figure figure, Sought sought, Actor actor) {
        return read(question, figure, sought, sought.place(), Page.size(sought.limit()), actor);
    }

    /** All that are sought, read in large pages as they are asked for. */
    public Flux<Holding> all(Question question, Figure figure, Sought sought, Actor actor) {
        return Page.follow(
                read(question, figure, sought, "", Page.OF_A_FILE, actor),
                next -> read(question, figure, sought, next, Page.OF_A_FILE, actor));
    }

    private Mono<Page<Holding>> read(
            Question question, Figure figure, Sought sought, String after, int size, Actor actor) {
        HeldPlace place = HeldPlace.parse(after);
        boolean picks = !sought.words().isEmpty();
        return extents.of(question, actor).flatMap(extent -> {
            GenericExecuteSpec asked = extent.bind(database.sql(extent.lines() + HELD.formatted(picks ? found() : "")));
            return (picks ? Papers.bindTo(sought.bindWords(asked), actor) : asked)
                    .bind("codes", figure.codes())
                    .bind("held", place.held())
                    .bind("id", place.account())
                    .bind("rows", size + 1)
                    .map(Rows.as(Holding.class))
                    .all()
                    .collectList()
                    .map(rows -> Page.of(rows, size, Holding::place));
        });
    }

    private String found() {
        return Sought.found("""
                (select concat_ws(' ', f.name_zh, b.name, o.name)
                   from budget_line b join organization o on o.id = b.organization_id join fund f on f.code = b.fund_code
                  where b.id = h.budget_line_id)
                """, SoughtJournals.written("h.held"), papers.numberOf("h.document_id"));
    }
}
