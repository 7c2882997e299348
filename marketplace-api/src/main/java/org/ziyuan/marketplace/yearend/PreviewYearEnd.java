package org.ziyuan.marketplace.yearend;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A dry run: what closing a year would release, carry and let lapse, line by line; nothing changes. */
@Component
public class PreviewYearEnd {

    /** The name under which a dry run of one's own books is shown before they are closed. */
    public static final String SHOWN = "yearend-preview";

    private final DatabaseClient database;

    PreviewYearEnd(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What a close would do.
     *
     * @param released reserved by open requisitions, available again before it is carried
     * @param contracts promised, retained or owed under contracts, carried with them
     * @param carried unspent and carried into the next year
     * @param lapsed unspent for two years and returned (预算法 42)
     * @param paymentsUnderWay set aside for payments nobody has decided yet: they have to be decided first
     */
    public record Figures(Money released, Money contracts, Money carried, Money lapsed, Money paymentsUnderWay) {}

    /** What is shown has no row of its own: its id says the year and whether those below are meant. */
    public static UUID shownAs(int fiscalYear, boolean subtree) {
        return new UUID(fiscalYear, subtree ? 1 : 0);
    }

    /** The figures of all lines together. @throws Refusal {@code organization-not-found} */
    public Mono<Figures> total(UUID organizationId, boolean subtree, int fiscalYear, Actor actor) {
        return YearEndScope.of(database, organizationId, subtree, fiscalYear, actor)
                .flatMap(scope -> scope.bindTo(database.sql(YearEndFiguresSql.FIGURES + """
                        select coalesce(sum(released), 0)::bigint as released, coalesce(sum(contracts), 0)::bigint as contracts,
                               coalesce(sum(carried), 0)::bigint as carried, coalesce(sum(lapsed), 0)::bigint as lapsed,
                               coalesce(sum(payments_under_way), 0)::bigint as payments_under_way
                          from figures
                        """))
                        .map(Rows.as(Figures.class))
                        .one());
    }

    /**
     * The figures line by line, the newest line first, narrowed by words of the line and its organization.
     *
     * @throws Refusal {@code organization-not-found}
     */
    public Mono<Page<LineFigures>> lines(
            UUID organizationId, boolean subtree, int fiscalYear, Sought sought, Actor actor) {
        return YearEndScope.of(database, organizationId, subtree, fiscalYear, actor)
                .flatMap(scope -> page(scope, sought, sought.after(), Page.size(sought.limit())));
    }

    /** All that are sought, read in large pages as they are asked for. @throws Refusal {@code organization-not-found} */
    public Flux<LineFigures> allLines(
            UUID organizationId, boolean subtree, int fiscalYear, Sought sought, Actor actor) {
        return YearEndScope.of(database, organizationId, subtree, fiscalYear, actor)
                .flatMapMany(scope -> Page.walk(after -> page(scope, sought, after, Page.OF_A_FILE)));
    }

    private Mono<Page<LineFigures>> page(YearEndScope scope, Sought sought, Cursor after, int size) {
        return sought.bindWords(scope.bindTo(
                        database.sql(YearEndFiguresSql.FIGURES + """
                                select f.*, f.id as budget_line_id, f.created_at as at, o.name as organization
                                  from figures f join organization o on o.id = f.organization_id
                                 where (f.created_at, f.id) < (:at, :after) %s
                                 order by f.created_at desc, f.id desc limit :rows
                                """.formatted(Sought.found("f.name", "o.name")))))
                .bind("at", after.at())
                .bind("after", after.id())
                .bind("rows", size + 1)
                .map(Rows.as(Placed.class))
                .all()
                .collectList()
                .map(rows -> Page.of(
                        rows,
                        size,
                        placed -> new Cursor(placed.at(), placed.line().budgetLineId())))
                .map(page -> new Page<>(page.items().stream().map(Placed::line).toList(), page.next()));
    }

    private record Placed(LineFigures line, OffsetDateTime at) {}
}
