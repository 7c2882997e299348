package org.ziyuan.marketplace.pooling;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * A purchase that a bureau makes once for many schools.
 *
 * @param organizationId the bureau that buys
 * @param poolLineId the bureau's line when the pool pays; null when each school pays from a line of its own
 * @param unitEstimate what one piece is expected to cost; a school reserves it for each piece it needs
 * @param award what all schools together pay, null while it is not awarded
 * @param quantity how many pieces the schools need together
 * @param schools how many schools take part
 */
public record JointPurchase(
        UUID id,
        UUID organizationId,
        String organizationName,
        String title,
        int fiscalYear,
        @Nullable UUID poolLineId,
        Money unitEstimate,
        State state,
        @Nullable UUID awardId,
        @Nullable Money award,
        @Nullable UUID vendorId,
        UUID openedBy,
        OffsetDateTime openedAt,
        long quantity,
        long schools) {

    /** How far it has come. */
    public enum State {
        OPEN,
        AWARDED,
        CANCELLED
    }

    static JointPurchase from(Readable row) {
        Long award = row.get("award_in_fen", Long.class);
        return new JointPurchase(
                read(row, "id", UUID.class),
                read(row, "organization_id", UUID.class),
                read(row, "organization_name", String.class),
                read(row, "title", String.class),
                read(row, "fiscal_year", Integer.class),
                row.get("pool_line_id", UUID.class),
                Money.ofFen(read(row, "unit_estimate_in_fen", Long.class)),
                State.valueOf(read(row, "state", String.class)),
                row.get("award_id", UUID.class),
                award == null ? null : Money.ofFen(award),
                row.get("vendor_id", UUID.class),
                read(row, "opened_by", UUID.class),
                read(row, "opened_at", OffsetDateTime.class),
                read(row, "quantity", Long.class),
                read(row, "schools", Long.class));
    }

    static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
