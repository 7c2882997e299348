package org.ziyuan.marketplace.adjustment;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        return (from == null ? Mono.<Void>empty() : mayMove(from, to)).then(Mono.defer(() -> mayReceive(to, by)));
    }

    private Mono<Void> mayReceive(UUID to, Actor by) {
        return lines.find(to, by).flatMap(line -> purposes.checkTransfer(line, line));
    }

    private Mono<Void> mayMove(UUID from, UUID to) {
        return database.sql("""
                        select f.name as from_name, t.name as to_name, f.fiscal_year as from_year, t.fiscal_year as to_year,
                               within_purpose(f, t) as within, control_root(f.id) = control_root(t.id) as same_purse
                          from budget_line f, budget_line t where f.id = :from and t.id = :to
                        """)
                .bind("from", from)
                .bind("to", to)
                .map(MovingRules::refusal)
                .one()
                .flatMap(refusal -> refusal.isEmpty() ? Mono.empty() : Mono.error(refusal.get()));
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

    private static Optional<Refusal> refusal(Readable row) {
        String from = text(row, "from_name");
        String to = text(row, "to_name");
        @Nullable String code = null;
        if (number(row, "from_year") != number(row, "to_year")) {
            code = "budget-lines-of-different-years";
        } else if (!flag(row, "within")) {
            code = "purpose-forbids";
        } else if (flag(row, "same_purse")) {
            code = "transfer-within-one-purse";
        }
        return Optional.ofNullable(code)
                .map(word -> Refusal.conflict(word).with("from", from).with("to", to));
    }
}
