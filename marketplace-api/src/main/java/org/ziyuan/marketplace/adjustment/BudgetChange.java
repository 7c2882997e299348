package org.ziyuan.marketplace.adjustment;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.lifecycle.LifeCycle;
import org.ziyuan.marketplace.money.Money;

/**
 * A change of the budget during the year, as asked for and as decided.
 *
 * @param fromLineId where the money is taken from, null for an addition
 * @param toLineId where it goes to, null for a cut
 * @param decisionNote why it was decided so; empty while it is not decided
 */
public record BudgetChange(
        UUID id,
        Kind kind,
        @Nullable UUID fromLineId,
        @Nullable String fromLineName,
        @Nullable String fromOrganizationName,
        @Nullable UUID toLineId,
        @Nullable String toLineName,
        @Nullable String toOrganizationName,
        Money amount,
        String reason,
        State state,
        UUID requestedBy,
        String requestedByName,
        OffsetDateTime requestedAt,
        @Nullable UUID decidedBy,
        @Nullable String decidedByName,
        @Nullable OffsetDateTime decidedAt,
        String decisionNote) {

    /** What is changed. */
    public enum Kind {
        /** 调剂: from one line to another. */
        TRANSFER,
        /** 追加: more for a line. */
        ADDITION,
        /** 追减: less for a line. */
        CUT
    }

    /** How far it has come; everything but REQUESTED is final. */
    public enum State {
        REQUESTED,
        APPROVED,
        REJECTED,
        WITHDRAWN;

        /** What may happen to a change of the budget. */
        public enum Event {
            APPROVE,
            REJECT,
            WITHDRAW
        }

        static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of(
                        "budget-change", State.class, REQUESTED)
                .permit(REQUESTED, Event.APPROVE, APPROVED)
                .permit(REQUESTED, Event.REJECT, REJECTED)
                .permit(REQUESTED, Event.WITHDRAW, WITHDRAWN);
    }

    /** Whose line gives, and which; lines of two schools often have one name. Null for an addition. */
    public @Nullable String giver() {
        return fromLineName == null ? null : fromOrganizationName + " · " + fromLineName;
    }

    /** Whose line gets it, and which; null for a cut. */
    public @Nullable String taker() {
        return toLineName == null ? null : toOrganizationName + " · " + toLineName;
    }

    /** The lines it touches. */
    Stream<UUID> lineIds() {
        return Stream.of(fromLineId, toLineId).filter(Objects::nonNull);
    }

    /** Whether this very person has decided so already. */
    boolean isDecided(State so, Actor by) {
        return state == so && by.person().equals(decidedBy);
    }

    /** What an audit entry about it says. */
    Map<String, Object> evidence() {
        return Map.of("kind", kind, "amountInFen", amount.fen());
    }
}
