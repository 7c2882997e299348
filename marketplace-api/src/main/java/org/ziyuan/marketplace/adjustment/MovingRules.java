package org.ziyuan.marketplace.adjustment;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.funding.PurposeRules;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Between which lines money may move, and who answers for both. */
@Component
class MovingRules {

    private final DatabaseClient database;
    private final BudgetBook book;
    private final BudgetLines lines;
    private final PurposeRules purposes;

    MovingRules(DatabaseClient database, BudgetBook book, BudgetLines lines, PurposeRules purposes) {
        this.database = database;
        this.book = book;
        this.lines = lines;
        this.purposes = purposes;
    }

    /**
     * Refuses what no approval can allow (预算法 63, 72).
     *
     * @throws Refusal {@code budget-lines-of-different-years}; {@code purpose-forbids} for money that is tied to a fund,
     *     project or class; {@code purpose-not-allowed} for a class that the fund must not serve; {@code
     *     transfer-within-one-purse} between lines that draw on the same money anyway
     */
    Mono<Void> mayMove(BudgetChange change, Actor by) {
        UUID from = change.fromLineId();
        UUID to = change.toLineId();
        if (to == null) {
            return Mono.empty();
        }
        return (from == null
                        ? Mono.<Void>empty()
                        : LinePair.of(database, from, to).flatMap(LinePair::refuse))
                .then(Mono.defer(() -> mayReceive(to, by)));
    }

    private Mono<Void> mayReceive(UUID to, Actor by) {
        return lines.find(to, by).flatMap(line -> purposes.checkTransfer(line, line));
    }

    /**
     * Early word for who asks; the ledger decides again when it is approved.
     *
     * @throws Refusal {@code budget-insufficient} with what the giving line has available
     */
    Mono<Void> isThere(BudgetChange change) {
        UUID from = change.fromLineId();
        return from == null
                ? Mono.empty()
                : book.balance(from)
                        .filter(balance ->
                                balance.available().fen() < change.amount().fen())
                        .flatMap(balance -> Mono.error(() -> Refusal.conflict("budget-insufficient")
                                .with("line", String.valueOf(change.fromLineName()))
                                .with("budgetLineId", from)
                                .with("available", balance.available())
                                .with("requested", change.amount())));
    }

    /** @throws Refusal {@code overseer-required} unless the actor's bureau is above the organizations of all lines */
    Mono<Void> oversees(Actor actor, BudgetChange change) {
        return database.sql("""
                        select o.path from budget_line l join organization o on o.id = l.organization_id
                         where l.id = any (:lines)
                        """)
                .bind("lines", change.lineIds().toArray(UUID[]::new))
                .mapValue(String.class)
                .all()
                .collectList()
                .map(paths -> paths.stream().allMatch(path -> actor.decidesFor(path)))
                .flatMap(all -> all ? Mono.empty() : Mono.error(() -> Refusal.forbidden("overseer-required")));
    }
}
