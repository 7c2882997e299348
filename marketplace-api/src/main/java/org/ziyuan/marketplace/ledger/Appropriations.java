package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SOURCE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.UNRELEASED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.APPROPRIATION_ADDED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.APPROPRIATION_APPROVED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.APPROPRIATION_CUT;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.APPROPRIATION_RELEASED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.LINE_TRANSFERRED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.TRANCHE_RELEASED;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * Brings money to a line, takes it away and moves it between lines. It is approved for the year, released in tranches,
 * added, cut and transferred (预算法 42, 61, 72). Doing any of it twice under one operation id is doing it once.
 *
 * <p>Every act can be refused with {@code budget-line-not-found}, {@code amount-out-of-range}, {@code
 * fiscal-year-closed} and, when the same id was used for something else, {@code posting-differs}.
 */
@Component
public class Appropriations {

    /** How many lines one call takes at most. */
    public static final int MOST_LINES = 5_000;

    private final Ledger ledger;

    Appropriations(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The year's money of a line is approved; it can not be spent yet. */
    public Mono<Void> approve(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(approval(operationId, operationId, budgetLineId, amount, by));
    }

    /**
     * The same for many lines at once, in the transaction that is under way: all or none.
     *
     * @return for how many lines it was done now
     * @throws Refusal also {@code too-many-lines} beyond {@link #MOST_LINES}
     */
    public Mono<Long> approveAll(UUID operationId, Collection<LineAmount> amounts, Actor by) {
        return all(
                amounts,
                share -> approval(
                        Ids.derived(operationId, share.budgetLineId()),
                        operationId,
                        share.budgetLineId(),
                        share.amount(),
                        by));
    }

    /**
     * A part of what was approved becomes available.
     *
     * @throws Refusal {@code budget-unreleased} for more than was approved and is not released yet
     */
    public Mono<Void> release(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(tranche(operationId, operationId, budgetLineId, amount, by));
    }

    /** The same for many lines at once, in the transaction that is under way: all or none. */
    public Mono<Long> releaseAll(UUID operationId, Collection<LineAmount> amounts, Actor by) {
        return all(
                amounts,
                share -> tranche(
                        Ids.derived(operationId, share.budgetLineId()),
                        operationId,
                        share.budgetLineId(),
                        share.amount(),
                        by));
    }

    /** Additional money during the year (追加), available at once. */
    public Mono<Void> add(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(APPROPRIATION_ADDED, Ids.derived(APPROPRIATION_ADDED, operationId))
                .about("appropriation", operationId)
                .by(by)
                .move(amount)
                .from(SOURCE.of(budgetLineId))
                .to(AVAILABLE.of(budgetLineId)));
    }

    /**
     * Money is taken back during the year (追减).
     *
     * @throws Refusal {@code budget-insufficient} with what is available: what is promised cannot be cut
     */
    public Mono<Void> cut(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(APPROPRIATION_CUT, Ids.derived(APPROPRIATION_CUT, operationId))
                .about("appropriation", operationId)
                .by(by)
                .move(amount)
                .from(AVAILABLE.of(budgetLineId))
                .to(SOURCE.of(budgetLineId)));
    }

    /**
     * Available money of one line goes to another (调剂).
     *
     * @throws Refusal {@code budget-insufficient} with what the first line has available
     */
    public Mono<Void> transfer(UUID transferId, UUID fromLineId, UUID toLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(LINE_TRANSFERRED, Ids.derived(LINE_TRANSFERRED, transferId))
                .about("line-transfer", transferId)
                .by(by)
                .move(amount)
                .from(AVAILABLE.of(fromLineId))
                .to(AVAILABLE.of(toLineId)));
    }

    /** Approved and released at once. */
    static Journal approvedAndReleased(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return Journal.of(APPROPRIATION_RELEASED, Ids.derived(APPROPRIATION_RELEASED, operationId))
                .about("appropriation", operationId)
                .by(by)
                .move(amount)
                .from(SOURCE.of(budgetLineId))
                .to(UNRELEASED.of(budgetLineId))
                .move(amount)
                .from(UNRELEASED.of(budgetLineId))
                .to(AVAILABLE.of(budgetLineId));
    }

    private static Journal approval(UUID cause, UUID document, UUID budgetLineId, Money amount, Actor by) {
        return Journal.of(APPROPRIATION_APPROVED, Ids.derived(APPROPRIATION_APPROVED, cause))
                .about("appropriation", document)
                .by(by)
                .move(amount)
                .from(SOURCE.of(budgetLineId))
                .to(UNRELEASED.of(budgetLineId));
    }

    private static Journal tranche(UUID cause, UUID document, UUID budgetLineId, Money amount, Actor by) {
        return Journal.of(TRANCHE_RELEASED, Ids.derived(TRANCHE_RELEASED, cause))
                .about("tranche", document)
                .by(by)
                .move(amount)
                .from(UNRELEASED.of(budgetLineId))
                .to(AVAILABLE.of(budgetLineId));
    }

    private Mono<Long> all(Collection<LineAmount> amounts, Function<LineAmount, Journal> journal) {
        return amounts.size() <= MOST_LINES
                ? Mono.defer(() -> ledger.postAll(amounts.stream().map(journal).toList()))
                : Mono.error(() -> Refusal.invalid("too-many-lines").with("most", MOST_LINES));
    }
}
