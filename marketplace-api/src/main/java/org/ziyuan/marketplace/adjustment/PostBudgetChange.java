package org.ziyuan.marketplace.adjustment;

import java.util.Objects;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.Appropriations;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Moves the money of a change that is agreed, in the transaction of the decision. */
@Component
class PostBudgetChange {

    private final MovingRules rules;
    private final Appropriations appropriations;

    PostBudgetChange(MovingRules rules, Appropriations appropriations) {
        this.rules = rules;
        this.appropriations = appropriations;
    }

    /** @throws Refusal the rules of {@link MovingRules}, and from the ledger {@code budget-insufficient} */
    Mono<Void> post(BudgetChange change, Actor by) {
        return rules.mayMove(change, by).then(Mono.defer(() -> switch (change.kind()) {
            case TRANSFER ->
                appropriations.transfer(
                        change.id(),
                        Objects.requireNonNull(change.fromLineId()),
                        Objects.requireNonNull(change.toLineId()),
                        change.amount(),
                        by);
            case ADDITION ->
                appropriations.add(change.id(), Objects.requireNonNull(change.toLineId()), change.amount(), by);
            case CUT ->
                appropriations.cut(change.id(), Objects.requireNonNull(change.fromLineId()), change.amount(), by);
        }));
    }
}
