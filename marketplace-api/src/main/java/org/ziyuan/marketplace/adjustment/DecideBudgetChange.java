package org.ziyuan.marketplace.adjustment;

import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.adjustment.BudgetChange.State.Event;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Decides about a change of the budget: agreed, it is posted in the same transaction, or it is not agreed. */
@Component
public class DecideBudgetChange {

    private static final int LONGEST_NOTE = 500;

    private final BudgetChanges changes;
    private final BudgetChangeRows rows;
    private final MovingRules rules;
    private final PostBudgetChange post;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    DecideBudgetChange(
            BudgetChanges changes,
            BudgetChangeRows rows,
            MovingRules rules,
            PostBudgetChange post,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.changes = changes;
        this.rows = rows;
        this.rules = rules;
        this.post = post;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Somebody of a bureau above all its lines agrees, and the money moves. Agreed by the same person already, the answer
     * is the same.
     *
     * @throws Refusal {@code budget-change-not-found}, {@code overseer-required}, {@code decided-by-its-requester}, {@code
     *     budget-change-decided} with the state, the rules of {@link MovingRules}, and from the ledger {@code
     *     budget-insufficient} with what is available and {@code fiscal-year-closed}; it then stays as it was
     */
    public Mono<BudgetChange> approve(UUID id, String note, Actor by) {
        return Mono.fromCallable(() -> TextField.words("note", 0, LONGEST_NOTE).read(note))
                .flatMap(words -> decide(id, Event.APPROVE, words, by));
    }

    /** It is not agreed; nothing moves. Refused like {@link #approve}, and {@code reason-required} without a reason. */
    public Mono<BudgetChange> reject(UUID id, String note, Actor by) {
        return Mono.fromCallable(() -> TextField.reason("note", LONGEST_NOTE).read(note))
                .flatMap(why -> decide(id, Event.REJECT, why, by));
    }

    /**
     * Who asked for it takes it back.
     *
     * @throws Refusal {@code budget-change-of-another} for anybody else, {@code budget-change-decided}
     */
    public Mono<BudgetChange> withdraw(UUID id, Actor by) {
        return once(
                id,
                Event.WITHDRAW,
                "",
                by,
                change -> change.requestedBy().equals(by.person())
                        ? Mono.empty()
                        : Mono.error(Refusal.forbidden("budget-change-of-another")));
    }

    private Mono<BudgetChange> decide(UUID id, Event event, String note, Actor by) {
        return once(id, event, note, by, change -> mayDecide(change, by));
    }

    private Mono<Void> mayDecide(BudgetChange change, Actor by) {
        by.require(Role.bureaus());
        return change.requestedBy().equals(by.person())
                ? Mono.error(Refusal.forbidden("decided-by-its-requester"))
                : rules.oversees(by, change);
    }

    private Mono<BudgetChange> once(
            UUID id, Event event, String note, Actor by, Function<BudgetChange, Mono<Void>> right) {
        return transactions.execute(Mono.defer(() -> changes.lock(id, by)
                .flatMap(change -> right.apply(change)
                        .then(Mono.defer(() -> change.isDecided(State.LIFE_CYCLE.to(event), by)
                                ? Mono.just(change)
                                : carry(change, event, note, by))))));
    }

    private Mono<BudgetChange> carry(BudgetChange change, Event event, String note, Actor by) {
        return State.LIFE_CYCLE
                .next(
                        change.state(),
                        event,
                        state -> Refusal.conflict("budget-change-decided").with("state", state))
                .flatMap(to -> carry(change, to, note, by));
    }

    private Mono<BudgetChange> carry(BudgetChange change, State to, String note, Actor by) {
        return rows.decide(change, to, note, by)
                .then(Mono.defer(() -> to == State.APPROVED ? post.post(change, by) : Mono.empty()))
                .then(Mono.defer(() -> audit.record(
                        by,
                        "budget-change." + to.name().toLowerCase(java.util.Locale.ROOT),
                        "budget-change",
                        change.id(),
                        change.evidence())))
                .then(Mono.defer(() -> changes.find(change.id(), by)));
    }
}
