package org.ziyuan.marketplace.funding;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All budget lines, each seen only by its organization and by the bureaus, auditors and accountants above it. */
@Component
public class BudgetLines {

    private static final String LINE = """
            select l.id, l.fund_code, f.name_zh as fund_name, l.fiscal_year, l.organization_id, l.functional_class,
                   l.economic_class, l.project, l.name, l.created_at
              from budget_line l join fund f on f.code = l.fund_code
              join organization o on o.id = l.organization_id
            """;

    private static final String SEEN = Sight.over("o");

    private final DatabaseClient database;

    BudgetLines(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Refusal {@code budget-line-not-found}, also for a line the actor may not see */
    public Mono<BudgetLine> find(UUID id, Actor actor) {
        return Sight.MONEY
                .bindTo(database.sql(LINE + " where l.id = :id and " + SEEN).bind("id", id), actor)
                .map(Rows.as(BudgetLine.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("budget-line", id)));
    }

    /** The lines an organization can pay from in a year, by name. */
    public Flux<BudgetLine> usableBy(UUID organizationId, int fiscalYear) {
        return database.sql(LINE + """
                         where l.organization_id = :organization and l.fiscal_year = :year order by l.name, l.id
                        """)
                .bind("organization", organizationId)
                .bind("year", fiscalYear)
                .map(Rows.as(BudgetLine.class))
                .all();
    }

    /**
     * The lines the actor may see, the newest first.
     *
     * @param fiscalYear only of this year, or null for all
     * @param sought words of the line, its fund and its organization
     */
    public Mono<Page<BudgetLine>> list(Actor actor, @Nullable Integer fiscalYear, Sought sought) {
        return sought.bindTo(Sight.MONEY
                        .bindTo(
                                database.sql(LINE + " where " + SEEN
                                        + " and (l.fiscal_year = :year or :year is null)"
                                        + Sought.newestFirst("l.created_at", "l.id", "l.name", "f.name_zh", "o.name")),
                                actor)
                        .bind("year", Parameter.fromOrEmpty(fiscalYear, Integer.class)))
                .map(Rows.as(Placed.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, Placed::place))
                .map(page -> new Page<>(page.items().stream().map(Placed::line).toList(), page.next()));
    }

    /** A line of the actor's own organization. Refuses with {@code budget-line-not-found} any other one. */
    public Mono<BudgetLine> own(UUID id, Actor actor) {
        return find(id, actor)
                .filter(line -> line.organizationId().equals(actor.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("budget-line", id)));
    }

    private record Placed(BudgetLine line, OffsetDateTime createdAt) {
        Cursor place() {
            return new Cursor(createdAt, line.id());
        }
    }
}
