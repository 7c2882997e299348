package org.ziyuan.storefront.layout;

import java.util.ArrayList;
import java.util.List;
import org.ziyuan.marketplace.execution.LineSums.Sum;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.ledger.LineBalance;

/**
 * One budget line as a bar of five money states, all amounts in fen. {@link #reserving} and its sisters answer the bar
 * as it will be after a click, so that a page can show both before the person decides.
 *
 * @param name the budget line in the school's words, such as 生均公用经费 · 2026
 */
public record BudgetBar(String name, long available, long reserved, long encumbered, long accepted, long spent) {

    /** The width of a bar in the units of its SVG view box. */
    private static final long WIDTH = 1000;

    /** The bar of a line as its balance stands. */
    public static BudgetBar of(BudgetLine line, LineBalance balance) {
        return new BudgetBar(
                line.name() + " · " + line.fiscalYear(),
                balance.available().fen(),
                balance.reserved().fen(),
                balance.encumbered().fen(),
                balance.accepted().fen(),
                balance.spent().fen());
    }

    public static BudgetBar of(Sum sum) {
        return new BudgetBar(
                sum.name(), sum.available(), sum.reserved(), sum.encumbered(), sum.accepted(), sum.spent());
    }

    /** A submitted requisition would move this amount from available to reserved. */
    public BudgetBar reserving(long amountInFen) {
        return new BudgetBar(name, available - amountInFen, reserved + amountInFen, encumbered, accepted, spent);
    }

    /** A transfer to another line, or a cut, would take this amount from what is available; negative brings it here. */
    public BudgetBar giving(long amountInFen) {
        return new BudgetBar(name, available - amountInFen, reserved, encumbered, accepted, spent);
    }

    /** A refused or withdrawn requisition would give this amount back. */
    public BudgetBar releasing(long amountInFen) {
        return reserving(-amountInFen);
    }

    /** An issued order would move this amount from reserved to encumbered. */
    public BudgetBar encumbering(long amountInFen) {
        return new BudgetBar(name, available, reserved - amountInFen, encumbered + amountInFen, accepted, spent);
    }

    /** An accepted delivery would move this amount from encumbered to accepted. */
    public BudgetBar accepting(long amountInFen) {
        return new BudgetBar(name, available, reserved, encumbered - amountInFen, accepted + amountInFen, spent);
    }

    /** A confirmed payment would move this amount from accepted to spent. */
    public BudgetBar spending(long amountInFen) {
        return new BudgetBar(name, available, reserved, encumbered, accepted - amountInFen, spent + amountInFen);
    }

    public long total() {
        return available + reserved + encumbered + accepted + spent;
    }

    /** True when the line does not hold what the click would take from it. */
    public boolean overdrawn() {
        return available < 0;
    }

    /** What is missing on the line, in fen; zero when it suffices. */
    public long shortfall() {
        return Math.max(0, -available);
    }

    /** The five states in the order in which money moves from right to left: what is spent comes first. */
    public List<Segment> segments() {
        var segments = new ArrayList<Segment>(5);
        long whole = Math.max(1, Math.max(0, available) + reserved + encumbered + accepted + spent);
        long before = 0;
        for (Segment segment : List.of(
                new Segment("spent", spent, 0, 0),
                new Segment("accepted", accepted, 0, 0),
                new Segment("encumbered", encumbered, 0, 0),
                new Segment("reserved", reserved, 0, 0),
                new Segment("available", available, 0, 0))) {
            long start = position(before, whole);
            before += Math.max(0, segment.amountInFen());
            segments.add(new Segment(segment.state(), segment.amountInFen(), start, position(before, whole) - start));
        }
        return List.copyOf(segments);
    }

    private static long position(long amountInFen, long whole) {
        return (WIDTH * amountInFen + whole / 2) / whole;
    }

    /** One coloured part of the bar: its state, its amount in fen, where it starts and how wide it is (of 1000). */
    public record Segment(String state, long amountInFen, long start, long width) {}
}
