package org.ziyuan.marketplace.pooling;

import static org.ziyuan.marketplace.pooling.JointPurchase.read;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * What one school needs of a joint purchase and, once awarded, its share.
 *
 * @param id the document its reservation stands under in the budget book
 * @param contractId the document its promise stands under once awarded
 * @param share what it pays of the award, to the fen
 */
public record JointDemand(
        UUID id,
        UUID purchaseId,
        UUID schoolId,
        String schoolName,
        UUID budgetLineId,
        int quantity,
        Money reserved,
        State state,
        @Nullable UUID contractId,
        @Nullable Money share,
        OffsetDateTime askedAt) {

    /** How far it has come. */
    public enum State {
        RESERVED,
        WITHDRAWN,
        AWARDED
    }

    static JointDemand from(Readable row) {
        Long share = row.get("share_in_fen", Long.class);
        return new JointDemand(
                read(row, "id", UUID.class),
                read(row, "purchase_id", UUID.class),
                read(row, "school_id", UUID.class),
                read(row, "school_name", String.class),
                read(row, "budget_line_id", UUID.class),
                read(row, "quantity", Integer.class),
                Money.ofFen(read(row, "reserved_in_fen", Long.class)),
                State.valueOf(read(row, "state", String.class)),
                row.get("contract_id", UUID.class),
                share == null ? null : Money.ofFen(share),
                read(row, "asked_at", OffsetDateTime.class));
    }
}
