package org.ziyuan.marketplace.adjustment;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Mono;

/** Writes changes of the budget: asked for, and decided. */
@Component
class BudgetChangeRows {

    private final DatabaseClient database;

    BudgetChangeRows(DatabaseClient database) {
        this.database = database;
    }

    /** @return whether it is a new one */
    Mono<Boolean> insert(UUID id, BudgetWish wish, Actor by) {
        return database.sql("""
                        insert into budget_change (id, kind, from_line_id, to_line_id, amount_in_fen, reason, requested_by,
                                                   requested_by_name)
                        values (:id, :kind, :from, :to, :amount, :reason, :by, :name) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("kind", wish.kind().name())
                .bind("from", Parameter.fromOrEmpty(wish.fromLineId(), UUID.class))
                .bind("to", Parameter.fromOrEmpty(wish.toLineId(), UUID.class))
                .bind("amount", wish.amount().fen())
                .bind("reason", wish.reason())
                .bind("by", by.person())
                .bind("name", by.displayName())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> decide(BudgetChange change, State to, String note, Actor by) {
        return database.sql("""
                        update budget_change
                           set state = :state, decided_by = :by, decided_by_name = :name, decided_at = now(),
                               decision_note = :note
                         where id = :id
                        """)
                .bind("state", to.name())
                .bind("by", by.person())
                .bind("name", by.displayName())
                .bind("note", note)
                .bind("id", change.id())
                .then();
    }
}
