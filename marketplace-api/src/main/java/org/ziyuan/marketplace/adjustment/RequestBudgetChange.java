package org.ziyuan.marketplace.adjustment;

import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks for a change of the budget; no money moves until somebody else agrees. */
@Component
public class RequestBudgetChange {

    private static final Role[] ASKERS = Role.bureausAnd(Role.ACCOUNTANT, Role.PRINCIPAL);

    private final BudgetLines lines;
    private final BudgetChanges changes;
    private final BudgetChangeRows rows;
    private final MovingRules rules;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    RequestBudgetChange(
            BudgetLines lines,
            BudgetChanges changes,
            BudgetChangeRows rows,
            MovingRules rules,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.lines = lines;
        this.changes = changes;
        this.rows = rows;
        this.rules = rules;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Who may ask. */
    static Role[] askers() {
        return ASKERS.clone();
    }

    /**
     * Asks for it; the same id again is answered with what was asked the first time.
     *
     * @throws Refusal {@code budget-change-lines} when the kind needs other lines, {@code amount-out-of-range}, {@code
     *     budget-line-not-found}, {@code budget-change-differs} (same id, other content), and those of
     *     {@link MovingRules}: years, purpose, purse, and {@code budget-insufficient}
     */
    public Mono<BudgetChange> request(UUID id, BudgetWish asked, Actor by) {
        return Mono.fromCallable(asked::read).flatMap(wish -> requested(id, wish, by));
    }

    private Mono<BudgetChange> requested(UUID id, BudgetWish wish, Actor by) {
        return Mono.defer(() -> {
                    by.require(ASKERS);
                    return wish.check()
                            .then(Mono.defer(() -> sees(by, wish)))
                            .then(transactions.execute(Mono.defer(() -> rows.insert(id, wish, by)
                                    .flatMap(isNew -> changes.find(id, by)
                                            .flatMap(change -> isNew ? check(change, by) : Mono.just(change))))));
                })
                .filter(change -> wish.isWhat(change, by))
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("budget-change-differs")));
    }

    /** What he may not see is not found. */
    private Mono<Void> sees(Actor by, BudgetWish wish) {
        return Flux.fromStream(Stream.of(wish.fromLineId(), wish.toLineId()).filter(Objects::nonNull))
                .concatMap(line -> lines.find(line, by))
                .then();
    }

    private Mono<BudgetChange> check(BudgetChange change, Actor by) {
        return rules.mayMove(change, by)
                .then(Mono.defer(() -> rules.isThere(change)))
                .then(Mono.defer(() ->
                        audit.record(by, "budget-change.requested", "budget-change", change.id(), change.evidence())))
                .thenReturn(change);
    }
}
