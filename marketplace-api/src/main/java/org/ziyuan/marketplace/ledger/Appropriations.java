package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.Bucket.SOURCE;
import static org.ziyuan.marketplace.ledger.Bucket.UNRELEASED;
import static org.ziyuan.marketplace.ledger.LedgerEvent.APPROPRIATION_APPROVED;
import static org.ziyuan.marketplace.ledger.LedgerEvent.APPROPRIATION_RELEASED;
import static org.ziyuan.marketplace.ledger.LedgerEvent.TRANCHE_RELEASED;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** How money comes to a line: approved for the year, then released in tranches (预算法 42, 61). */
@Component
public class Appropriations {

    private final Ledger ledger;

    Appropriations(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The year's money of a line is approved; it can not be spent yet. */
    public Mono<Void> approve(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(APPROPRIATION_APPROVED, Ids.derived(APPROPRIATION_APPROVED, operationId))
                .about("appropriation", operationId)
                .by(by)
                .move(amount)
                .from(SOURCE.of(budgetLineId))
                .to(UNRELEASED.of(budgetLineId)));
    }

    /**
     * A part of what was approved becomes available.
     *
     * @throws Refusal {@code budget-unreleased} for more than was approved and is not released yet
     */
    public Mono<Void> release(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(TRANCHE_RELEASED, Ids.derived(TRANCHE_RELEASED, operationId))
                .about("tranche", operationId)
                .by(by)
                .move(amount)
                .from(UNRELEASED.of(budgetLineId))
                .to(AVAILABLE.of(budgetLineId)));
    }

    /** Both at once. */
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
}
