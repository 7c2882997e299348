package org.ziyuan.storefront.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.worklist.WorkItem;

/**
 * Something that waits, with the way to where it is done.
 *
 * @param kind what is to be done; its words are the message {@code home.task.<kind>}
 * @param number the document's number
 * @param about what it is about, in the words of the people concerned
 * @param who who asks or sells
 * @param amountInFen how much money it is about; null where it is about none
 * @param dueAt by when; null when nothing is set
 * @param href where it is done
 */
public record Task(
        String kind,
        String number,
        String about,
        String who,
        @Nullable Long amountInFen,
        @Nullable Instant dueAt,
        String href) {

    /** The page of each kind of work; %s is the document. */
    private static final Map<String, String> DOORS = Map.ofEntries(
            Map.entry("approve", "/inbox/%s"),
            Map.entry("change", "/budget-changes/%s"),
            Map.entry("allocation", "/allocations/%s"),
            Map.entry("accept", "/orders/%s"),
            Map.entry("pay", "/orders/%s"),
            Map.entry("difference", "/orders/%s"),
            Map.entry("refund", "/payments/differences"),
            Map.entry("review", "/review"),
            Map.entry("applicant", "/vendors"),
            Map.entry("account", "/vendors/%s"),
            Map.entry("evidence", "/vendors/%s"),
            Map.entry("tool", "/tools/%s"),
            Map.entry("submit", "/requisitions/%s"),
            Map.entry("need", "/needs"),
            Map.entry("invitation", "/people"),
            Map.entry("confirm", "/vendor/orders/%s"),
            Map.entry("mend", "/vendor/orders/%s"),
            Map.entry("invoice", "/vendor/orders/%s"));

    public static Task of(WorkItem item) {
        Money amount = item.amount();
        OffsetDateTime due = item.dueAt();
        return new Task(
                item.kind(),
                item.number(),
                item.about(),
                item.who(),
                amount == null ? null : amount.fen(),
                due == null ? null : due.toInstant(),
                door(item.kind()).formatted(item.target()));
    }

    /** Where work of this kind is done. */
    static String door(String kind) {
        return Objects.requireNonNull(DOORS.get(kind), () -> "work of the kind " + kind + " has no page");
    }
}
