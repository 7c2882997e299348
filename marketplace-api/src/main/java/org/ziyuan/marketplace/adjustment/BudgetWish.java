package org.ziyuan.marketplace.adjustment;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.adjustment.BudgetChange.Kind;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/**
 * What is asked for: a change of the budget before there is one.
 *
 * @param fromLineId null for an addition
 * @param toLineId null for a cut
 * @param reason in words, at most 500 characters
 */
public record BudgetWish(
        Kind kind, @Nullable UUID fromLineId, @Nullable UUID toLineId, Money amount, String reason) {

    /** Ten trillion yuan, as the ledger has it. */
    private static final long LARGEST_IN_FEN = 1_000_000_000_000_000L;

    /** What is kept of it. @throws Refusal {@code reason-required} */
    public BudgetWish read() {
        return new BudgetWish(
                kind,
                fromLineId,
                toLineId,
                amount,
                TextField.reason("reason", 500).read(reason));
    }

    /** @throws Refusal {@code budget-change-lines} when the kind needs other lines, {@code amount-out-of-range} */
    Mono<Void> check() {
        boolean gives = fromLineId() != null;
        boolean takes = toLineId() != null;
        boolean right = switch (kind()) {
            case TRANSFER -> gives && takes && !Objects.equals(fromLineId(), toLineId());
            case ADDITION -> takes && !gives;
            case CUT -> gives && !takes;
        };
        if (!right) {
            return Mono.error(Refusal.invalid("budget-change-lines"));
        }
        return amount().isPositive() && amount().fen() <= LARGEST_IN_FEN
                ? Mono.empty()
                : Mono.error(Refusal.invalid("amount-out-of-range").with("requested", amount()));
    }

    /** Whether this very person asked for this very change. */
    boolean isWhat(BudgetChange change, Actor by) {
        return new BudgetWish(change.kind(), change.fromLineId(), change.toLineId(), change.amount(), change.reason())
                        .equals(this)
                && change.requestedBy().equals(by.person())
                && change.state() != State.WITHDRAWN;
    }
}
