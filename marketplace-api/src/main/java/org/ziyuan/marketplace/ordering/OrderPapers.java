package org.ziyuan.marketplace.ordering;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * What has gathered in the file of a purchase order.
 *
 * @param steps what happened to it, the oldest first
 */
public record OrderPapers(
        @Nullable Acceptance acceptance, @Nullable Invoice invoice, List<Step> steps) {

    public OrderPapers {
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
     * The vendor's invoice.
     *
     * @param amount tax included
     */
    public record Invoice(
            UUID id, String number, LocalDate issuedOn, Money amount, Money tax, OffsetDateTime registeredAt) {}

    /**
     * One step of the order's life.
     *
     * @param event {@code ISSUE} or the name of an event of the life cycle
     */
    public record Step(String event, OrderState state, OffsetDateTime at, String by) {}
}
