package org.ziyuan.marketplace.adjustment;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.adjustment.BudgetChange.Kind;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks for a change of the budget; no money moves until somebody else agrees. */
@Component
public class RequestBudgetChange {

    private static final Role[] ASKERS = Role.bureausAnd(Role.ACCOUNTANT, Role.PRINCIPAL);

    /** Ten trillion yuan, as the ledger has it. */
    private static final long LARGEST_IN_FEN = 1_000_000_000_000_000L;

    private final DatabaseClient database;
    private final BudgetLines lines;
    private final BudgetChanges changes;
    private final MovingRules rules;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    RequestBudgetChange(
            DatabaseClient database,
            BudgetLines lines,
            BudgetChanges changes,
            MovingRules rules,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.lines = lines;
        this.changes = changes;
        this.rules = rules;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Who may ask. */
    static Role[] askers() {
        return ASKERS.clone();
    }

    /**
     * What is asked for.
     *
     * @param fromLineId null for an addition
     * @param toLineId null for a cut
     * @param reason in words, at most 500 characters
     */
    public record Wish(
            Kind kind, @Nullable UUID fromLineId, @Nullable UUID toLineId, Money amount, String reason) {

        /** What is kept of it. @throws Refusal {@code reason-required} */
        public Wish read() {
            return new Wish(
                    kind,
                    fromLineId,
                    toLineId,
                    amount,
                    TextField.reason("reason", 500).read(reason));
        }
    }

    /**
     * Asks for it; the same id again is answered with what was asked the first time.
     *
     * @throws Refusal {@code budget-change-lines} when the kind needs other lines, {@code amount-out-of-range}, {@code
     *     budget-line-not-found}, {@code budget-change-differs} (same id, other content), and those of
     *     {@link MovingRules}: years, purpose, purse, and {@code budget-insufficient}
     */
    public Mono<BudgetChange> request(UUID id, Wish asked, Actor by) {
        return Mono.fromCallable(asked::read).flatMap(wish -> requested(id, wish, by));
    }

    private Mono<BudgetChange> requested(UUID id, Wish wish, Actor by) {
        return Mono.defer(() -> {
                    by.require(ASKERS);
                    return lines(wish)
                            .then(Mono.defer(() -> sees(by, wish)))
                            .then(transactions.execute(Mono.defer(() -> insert(id, wish, by)
                                    .flatMap(isNew -> changes.find(id, by)
                                            .flatMap(change -> isNew ? check(change, by) : Mono.just(change))))));
                })
                .filter(change -> isSame(change, wish, by))
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("budget-change-differs")));
    }

    private Mono<Void> lines(Wish wish) {
        boolean gives = wish.fromLineId() != null;
        boolean takes = wish.toLineId() != null;
        boolean right = switch (wish.kind()) {
            case TRANSFER -> gives && takes && !Objects.equals(wish.fromLineId(), wish.toLineId());
            case ADDITION -> takes && !gives;
            case CUT -> gives && !takes;
        };
        if (!right) {
            return Mono.error(Refusal.invalid("budget-change-lines"));
        }
        return wish.amount().isPositive() && wish.amount().fen() <= LARGEST_IN_FEN
                ? Mono.empty()
                : Mono.error(Refusal.invalid("amount-out-of-range").with("requested", wish.amount()));
    }

    /** What he may not see is not found. */
    private Mono<Void> sees(Actor by, Wish wish) {
        return Flux.fromStream(Stream.of(wish.fromLineId(), wish.toLineId()).filter(Objects::nonNull))
                .concatMap(line -> lines.find(line, by))
                .then();
    }

    private Mono<BudgetChange> check(BudgetChange change, Actor by) {
        return rules.mayMove(change, by)
                .then(Mono.defer(() -> rules.isThere(change)))
                .then(Mono.defer(() -> audit.record(
                        by,
                        "budget-change.requested",
                        "budget-change",
                        change.id(),
                        Map.of(
                                "kind",
                                change.kind(),
                                "amountInFen",
                                change.amount().fen()))))
                .thenReturn(change);
    }

    private Mono<Boolean> insert(UUID id, Wish wish, Actor by) {
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

    private static boolean isSame(BudgetChange change, Wish wish, Actor by) {
        return new Wish(change.kind(), change.fromLineId(), change.toLineId(), change.amount(), change.reason())
                        .equals(wish)
                && change.requestedBy().equals(by.person())
                && change.state() != State.WITHDRAWN;
    }
}
