package org.ziyuan.procurement.requisition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * What a school asks for.
 *
 * @param budgetLineName for what is shown before a decision; the API names the line by its id
 * @param total what its lines cost, in yuan and fen
 * @param orderId the purchase order it became, once issued
 * @param outcomeCode why it ended without an order, such as {@code method-not-direct}
 * @param outcomeReason the same in words
 * @param version counts its changes
 * @param lines empty in lists
 */
public record Requisition(
        UUID id,
        String number,
        UUID organizationId,
        String organizationName,
        UUID requesterId,
        String requesterName,
        String purpose,
        RequisitionState state,
        @Nullable UUID vendorId,
        @Nullable String vendorName,
        @Nullable UUID budgetLineId,
        @JsonIgnore @Nullable String budgetLineName,
        Money total,
        @Nullable Integer fiscalYear,
        @Nullable UUID orderId,
        @Nullable String outcomeCode,
        @Nullable String outcomeReason,
        int version,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime submittedAt,
        @Nullable OffsetDateTime closedAt,
        List<RequisitionLine> lines) {

    Requisition with(List<RequisitionLine> written) {
        return new Requisition(
                id,
                number,
                organizationId,
                organizationName,
                requesterId,
                requesterName,
                purpose,
                state,
                vendorId,
                vendorName,
                budgetLineId,
                budgetLineName,
                total,
                fiscalYear,
                orderId,
                outcomeCode,
                outcomeReason,
                version,
                createdAt,
                submittedAt,
                closedAt,
                List.copyOf(written));
    }
}
