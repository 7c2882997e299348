package org.ziyuan.marketplace.ordering;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * What has gathered in the file of a purchase order.
 *
 * @param rejections deliveries that did not pass, the oldest first
 * @param steps what happened to it, the oldest first
 */
public record OrderPapers(
        @Nullable Acceptance acceptance, @Nullable Invoice invoice, List<Rejection> rejections, List<Step> steps) {

    public OrderPapers {
        rejections = List.copyOf(rejections);
        steps = List.copyOf(steps);
    }

    /** The note by which the school accepts what was delivered. */
    public record Acceptance(
            UUID id,
            LocalDate deliveredOn,
            Money amount,
            String remark,
            String acceptedBy,
            OffsetDateTime acceptedAt) {}

    /**
     * The school's word that a delivery did not pass, and the vendor's that it was mended.
     *
     * @param mended what the vendor did about it; null until he delivers again
     */
    public record Rejection(
            UUID id,
            int round,
            String reason,
            String rejectedBy,
            OffsetDateTime rejectedAt,
            @Nullable String mended,
            @Nullable String mendedBy,
            @Nullable OffsetDateTime mendedAt) {}

    /**
     * The vendor's invoice.
     *
     * @param code beside the number on invoices of the old kind; null on a digital one
     * @param amount tax included
     */
    public record Invoice(
            UUID id,
            @Nullable String code,
            String number,
            LocalDate issuedOn,
            Money amount,
            Money tax,
            OffsetDateTime registeredAt) {}

    /**
     * One step of the order's life.
     *
     * @param event {@code ISSUE} or the name of an event of the life cycle
     */
    public record Step(String event, OrderState state, OffsetDateTime at, String by) {

        private static final Set<String> REFUSALS = Set.of("DECLINE", "CANCEL", "REJECT_DELIVERY", "FAIL_PAYMENT");

        /** Somebody said no. */
        public boolean refuses() {
            return REFUSALS.contains(event);
        }
    }
}
