package org.ziyuan.marketplace.adjustment;

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
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/** All changes of the budget, each seen by those who may see one of its lines. */
@Component
public class BudgetChanges {

    private static final String CHANGE = """
            select c.id, c.kind, c.from_line_id, c.to_line_id, c.amount_in_fen, c.reason, c.state, c.requested_by,
                   name_and_place(c.requested_by, c.requested_by_name, c.requested_at) as requested_by_name, c.requested_at,
                   c.decided_by, name_and_place(c.decided_by, c.decided_by_name, c.decided_at) as decided_by_name,
                   c.decided_at, c.decision_note, f.name as from_line_name, fo.name as from_organization_name,
                   t.name as to_line_name, tk.name as to_organization_name
              from budget_change c
              left join budget_line f on f.id = c.from_line_id left join organization fo on fo.id = f.organization_id
              left join budget_line t on t.id = c.to_line_id left join organization tk on tk.id = t.organization_id
            """;
    private static final String SEEN = """
             exists (select from budget_line l join organization o on o.id = l.organization_id
                      where l.id in (c.from_line_id, c.to_line_id)
                        and %s)
            """.formatted(Sight.over("o"));

    private final DatabaseClient database;

    BudgetChanges(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Refusal {@code budget-change-not-found}, also for what the actor may not see */
    public Mono<BudgetChange> find(UUID id, Actor actor) {
        Mono<BudgetChange> found = Sight.MONEY
                .bindTo(database.sql(CHANGE + " where c.id = :id and" + SEEN).bind("id", id), actor)
                .map(Rows.as(BudgetChange.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("budget-change", id)));
        return AskedOnce.of(found, "budget-change", id, actor);
    }

    /**
     * What the actor may see, the newest first.
     *
     * @param state only in this state, null for all
     * @param limit how many at most; a page never holds more than {@link Page#LARGEST}
     */
    public Mono<Page<BudgetChange>> list(Actor actor, BudgetChange.@Nullable State state, Cursor after, int limit) {
        return list(actor, state, Sought.everything(after, limit));
    }

    /** The same narrowed by words of the organizations, the lines, the reason and the people. */
    public Mono<Page<BudgetChange>> list(Actor actor, BudgetChange.@Nullable State state, Sought sought) {
        return sought.bindTo(Sight.MONEY
                        .bindTo(
                                database.sql(CHANGE + " where" + SEEN
                                        + " and (c.state = :state or cast(:state as text) is null)"
                                        + Sought.newestFirst(
                                                "c.requested_at",
                                                "c.id",
                                                "fo.name",
                                                "f.name",
                                                "tk.name",
                                                "t.name",
                                                "c.reason",
                                                "c.requested_by_name",
                                                "c.decided_by_name")),
                                actor)
                        .bind("state", Parameter.fromOrEmpty(state == null ? null : state.name(), String.class)))
                .map(Rows.as(BudgetChange.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, change -> new Cursor(change.requestedAt(), change.id())));
    }

    /** The change under a row lock, so that of two decisions at once the second sees the first. */
    Mono<BudgetChange> lock(UUID id, Actor actor) {
        return database.sql("select id from budget_change where id = :id for update")
                .bind("id", id)
                .mapValue(UUID.class)
                .one()
                .then(Mono.defer(() -> find(id, actor)));
    }
}
