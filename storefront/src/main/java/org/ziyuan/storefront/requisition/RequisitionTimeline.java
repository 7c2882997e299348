package org.ziyuan.storefront.requisition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions.Happening;
import org.ziyuan.storefront.layout.TimelineStep;

/** The life of a requisition in words, from its draft to its end. */
@Component
class RequisitionTimeline {

    private static final Set<String> REFUSALS =
            Set.of("refused", "rejected", "vendor-declined", "withdrawn", "payment-failed");
    private static final List<RequisitionState> PATH = List.of(
            RequisitionState.SUBMITTED,
            RequisitionState.AWAITING_ACCOUNTANT,
            RequisitionState.AWAITING_PRINCIPAL,
            RequisitionState.APPROVED,
            RequisitionState.ORDERED);

    private final MessageSource words;

    RequisitionTimeline(MessageSource words) {
        this.words = words;
    }

    List<TimelineStep> of(Requisition requisition, List<Happening> past, @Nullable Instant dueAt, Locale locale) {
        List<TimelineStep> steps = new ArrayList<>();
        past.forEach(happening -> steps.add(step(happening, locale)));
        int here = PATH.indexOf(requisition.state());
        if (here >= 0) {
            steps.add(TimelineStep.current(
                    said("requisition.wait.", requisition.state(), locale),
                    said("requisition.who.", requisition.state(), locale),
                    dueAt));
            PATH.subList(here + 1, PATH.size())
                    .forEach(state -> steps.add(TimelineStep.next(
                            said("requisition.wait.", state, locale), said("requisition.who.", state, locale))));
        }
        return steps;
    }

    private TimelineStep step(Happening happening, Locale locale) {
        String title = words.getMessage("requisition.event." + happening.kind(), null, happening.kind(), locale);
        String phase = REFUSALS.contains(happening.kind()) ? "refused" : "done";
        String note = happening.note().isBlank() ? null : happening.note();
        String actor =
                words.getMessage("spending.machine." + happening.actorName(), null, happening.actorName(), locale);
        return new TimelineStep(
                phase,
                title == null ? happening.kind() : title,
                actor,
                happening.at().toInstant(),
                null,
                note);
    }

    private String said(String key, RequisitionState state, Locale locale) {
        return words.getMessage(key + state.name(), null, locale);
    }
}
