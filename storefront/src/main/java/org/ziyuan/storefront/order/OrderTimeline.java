package org.ziyuan.storefront.order;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ordering.OrderPapers;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.storefront.layout.Figures;
import org.ziyuan.storefront.layout.TimelineStep;

/** The life of an order in words: who did what when, who is to act now and by when, and what comes after. */
@Component
class OrderTimeline {

    private static final List<OrderState> PATH = List.of(
            OrderState.ISSUED,
            OrderState.CONFIRMED,
            OrderState.ACCEPTED,
            OrderState.INVOICED,
            OrderState.PAYMENT_INSTRUCTED,
            OrderState.PAID);

    /** What the vendor is told to answer within. */
    private static final Duration TO_ANSWER = Duration.ofDays(2);

    /** What is mended is accepted afterwards. */
    private static final int BEFORE_ACCEPTANCE = PATH.indexOf(OrderState.CONFIRMED) - 1;

    private final MessageSource words;

    OrderTimeline(MessageSource words) {
        this.words = words;
    }

    List<TimelineStep> of(PurchaseOrder order, OrderPapers papers, Locale locale) {
        List<TimelineStep> steps = new ArrayList<>();
        for (OrderPapers.Step step : papers.steps()) {
            steps.add(past(step, locale));
        }
        int here = order.state() == OrderState.TO_MEND ? BEFORE_ACCEPTANCE : PATH.indexOf(order.state());
        if (here >= 0 && order.state() != OrderState.PAID) {
            steps.add(TimelineStep.current(
                    said("order.wait.", order.state(), locale), said("order.who.", order.state(), locale), due(order)));
            PATH.subList(here + 1, PATH.size() - 1)
                    .forEach(state -> steps.add(
                            TimelineStep.next(said("order.wait.", state, locale), said("order.who.", state, locale))));
        }
        return steps;
    }

    private TimelineStep past(OrderPapers.Step step, Locale locale) {
        String title = words.getMessage("order.step." + step.event(), null, locale);
        // A payment provider acts under its own name, which is a code; people act under theirs.
        String by = words.getMessage("spending.machine." + step.by(), null, step.by(), locale);
        String who = by == null ? step.by() : by;
        Instant at = step.at().toInstant();
        return step.refuses()
                ? new TimelineStep("refused", title, who, at, null, null)
                : TimelineStep.done(title, who, at);
    }

    private static @Nullable Instant due(PurchaseOrder order) {
        if (order.state() == OrderState.ISSUED) {
            return order.issuedAt().toInstant().plus(TO_ANSWER);
        }
        LocalDate payBy = order.payBy();
        boolean toBePaid = order.state() == OrderState.INVOICED || order.state() == OrderState.PAYMENT_INSTRUCTED;
        return toBePaid && payBy != null ? Figures.within(payBy) : null;
    }

    private String said(String key, OrderState state, Locale locale) {
        return words.getMessage(key + state.name(), null, locale);
    }
}
