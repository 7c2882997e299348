package org.ziyuan.procurement.approval;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;

/**
 * Something that waits for a decision.
 *
 * @param requisitionVersion the version of the requisition as it is listed here; a decision may name it in If-Match
 * @param activity the step in the diagram
 * @param role in which role it is decided
 * @param dueAt when it should have been decided
 * @param dearerLines how many of its lines cost more than another offer that would have done; why, the requisition says
 * @param hindrance why this person in particular may not decide it, as a refusal code, or null
 */
public record InboxItem(
        UUID taskId,
        UUID requisitionId,
        int requisitionVersion,
        String number,
        String activity,
        Role role,
        String purpose,
        String requesterName,
        String vendorName,
        Money total,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime dueAt,
        boolean overdue,
        int dearerLines,
        @Nullable String hindrance) {}
