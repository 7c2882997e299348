package org.ziyuan.storefront.licence;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.LicenceHistory.Step;
import org.ziyuan.marketplace.licensing.LicenceState;
import org.ziyuan.storefront.layout.Figures;
import org.ziyuan.storefront.layout.TimelineStep;

/** The life of a licence in words: ordered, in force, ended; who did it, why, and what comes next. */
@Component
class LicenceTimeline {

    /** A vendor answers an order within two days. */
    private static final Duration TO_CONFIRM = Duration.ofDays(2);

    private final MessageSource words;

    LicenceTimeline(MessageSource words) {
        this.words = words;
    }

    /**
     * The names and reasons in it are for those who may see the papers.
     *
     * @param issuer who issued the order; empty when nobody is named
     * @param why why the licence ended before its time; empty when it did not, or is not told
     */
    record Told(boolean names, String issuer, String why) {

        static final Told NOBODY = new Told(false, "", "");
    }

    List<TimelineStep> of(LicenceSheet licence, List<Step> history, Told told, Locale locale) {
        List<TimelineStep> steps = new ArrayList<>();
        boolean suspended = false;
        for (Step step : history) {
            String key = suspended && step.state() == LicenceState.ACTIVE
                    ? "RESUMED"
                    : step.state().name();
            steps.add(past(step, key, told, locale));
            suspended = step.state() == LicenceState.SUSPENDED;
        }
        TimelineStep ahead = ahead(licence, history, locale);
        if (ahead != null) {
            steps.add(ahead);
        }
        return steps;
    }

    private TimelineStep past(Step step, String key, Told told, Locale locale) {
        boolean refused = step.state() == LicenceState.REVOKED;
        String note = refused && !told.why().isEmpty() ? told.why() : null;
        return new TimelineStep(
                refused ? "refused" : "done",
                said("licence.page.step." + key, locale),
                told.names() ? actor(step, told, locale) : null,
                step.at().toInstant(),
                null,
                note);
    }

    private @Nullable String actor(Step step, Told told, Locale locale) {
        String by = step.by() == null ? told.issuer() : step.by();
        // What the system does by itself stands in the log under a fixed name; people stand under theirs.
        return by.isEmpty() ? null : words.getMessage("spending.machine." + by, null, by, locale);
    }

    private @Nullable TimelineStep ahead(LicenceSheet licence, List<Step> history, Locale locale) {
        return switch (licence.state()) {
            case PENDING ->
                TimelineStep.current(
                        said("licence.page.wait.PENDING", locale),
                        said("licence.page.who.PENDING", locale),
                        history.isEmpty()
                                ? null
                                : history.get(0).at().toInstant().plus(TO_CONFIRM));
            case ACTIVE ->
                new TimelineStep("current", said("licence.page.wait.ACTIVE", locale), null, null, until(licence), null);
            case SUSPENDED ->
                new TimelineStep(
                        "current", said("licence.page.wait.SUSPENDED", locale), null, null, until(licence), null);
            case EXPIRED, REVOKED -> null;
        };
    }

    private static @Nullable Instant until(LicenceSheet licence) {
        OffsetDateTime until = licence.validUntil();
        return until == null ? null : Figures.lastMoment(until.toInstant());
    }

    private String said(String key, Locale locale) {
        return words.getMessage(key, null, locale);
    }
}
