package org.ziyuan.marketplace.adjustment;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        WITHDRAWN
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

    static BudgetChange from(Readable row) {
        return new BudgetChange(
                read(row, "id", UUID.class),
                Kind.valueOf(read(row, "kind", String.class)),
                row.get("from_line_id", UUID.class),
                row.get("from_line_name", String.class),
                row.get("from_organization_name", String.class),
                row.get("to_line_id", UUID.class),
                row.get("to_line_name", String.class),
                row.get("to_organization_name", String.class),
                Money.ofFen(read(row, "amount_in_fen", Long.class)),
                read(row, "reason", String.class),
                State.valueOf(read(row, "state", String.class)),
                read(row, "requested_by", UUID.class),
                read(row, "requested_by_name", String.class),
                read(row, "requested_at", OffsetDateTime.class),
                row.get("decided_by", UUID.class),
                row.get("decided_by_name", String.class),
                row.get("decided_at", OffsetDateTime.class),
                read(row, "decision_note", String.class));
    }

    private static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
