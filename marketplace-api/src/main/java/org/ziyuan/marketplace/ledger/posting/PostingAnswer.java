package org.ziyuan.marketplace.ledger.posting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/** What {@code post_journal} says; its error codes are data. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record PostingAnswer(
        String outcome,
        @Nullable Boolean duplicate,
        @Nullable String code,
        @Nullable String account,
        @Nullable String line,
        @Nullable String lineName,
        @Nullable String document,
        @Nullable String party,
        @Nullable String resolution,
        @Nullable String duty,
        @Nullable Integer fiscalYear,
        @Nullable Integer currentYear,
        @Nullable Long available,
        @Nullable Long requested) {

    @JsonIgnore
    boolean isRefused() {
        return outcome.equals("refused");
    }

    /** Whether money moved now, and not when the same was asked before. */
    @JsonIgnore
    boolean isNew() {
        return outcome.equals("posted") && !Boolean.TRUE.equals(duplicate);
    }

    @JsonIgnore
    boolean isWantOfMoney() {
        return "exceeds-credits".equals(code);
    }

    /**
     * Gives the refusal. It is one of {@code budget-insufficient}, {@code budget-unreleased}, {@code reservation-insufficient},
     * {@code encumbrance-insufficient}, {@code accepted-insufficient} (each with what is available and what was
     * requested), {@code budget-line-not-found}, {@code budget-line-of-another-year}, {@code amount-out-of-range},
     * {@code posting-not-pending}, {@code posting-already-resolved}, {@code posting-expired}, {@code posting-differs},
     * {@code duties-not-separate}, {@code fiscal-year-closed}, {@code retention-insufficient}, {@code
     * spent-insufficient}, {@code framework-capacity-insufficient}, {@code money-insufficient}.
     */
    Refusal refusal() {
        return switch (String.valueOf(code)) {
            case "exceeds-credits" -> wantOfMoney();
            case "budget-line-not-found" -> Refusal.notFound("budget-line", String.valueOf(line));
            case "budget-line-of-another-year" ->
                Refusal.conflict("budget-line-of-another-year")
                        .with("line", String.valueOf(lineName))
                        .with("fiscalYear", String.valueOf(fiscalYear))
                        .with("currentYear", String.valueOf(currentYear));
            case "amount-out-of-range", "exceeds-pending" ->
                Refusal.invalid("amount-out-of-range").with("requested", fen(requested));
            case "period-closed" ->
                Refusal.conflict("fiscal-year-closed").with("fiscalYear", String.valueOf(fiscalYear));
            case "pending-expired" -> Refusal.conflict("posting-expired");
            case "pending-not-found" -> Refusal.conflict("posting-not-pending");
            case "pending-already-resolved" ->
                Refusal.conflict("posting-already-resolved").with("resolution", String.valueOf(resolution));
            case "duties-not-separate" ->
                Refusal.forbidden("duties-not-separate").with("duty", String.valueOf(duty));
            case "exists-with-different-content" -> Refusal.conflict("posting-differs");
            default -> throw new IllegalStateException("the ledger answers with an unknown code: " + this);
        };
    }

    private Refusal wantOfMoney() {
        String shortOf = switch (String.valueOf(account)) {
            case "B110" -> "budget-unreleased";
            case "B210" -> "reservation-insufficient";
            case "B220" -> "encumbrance-insufficient";
            case "B225" -> "retention-insufficient";
            case "B230" -> "accepted-insufficient";
            case "B240" -> "spent-insufficient";
            case "B270" -> "framework-capacity-insufficient";
            case "M200", "M210", "M220", "M300" -> "money-insufficient";
            default -> "budget-insufficient";
        };
        return Refusal.conflict(shortOf)
                .with("line", String.valueOf(lineName))
                .with("budgetLineId", String.valueOf(line))
                .with("available", fen(available))
                .with("requested", fen(requested));
    }

    private static Money fen(@Nullable Long amount) {
        return Money.ofFen(amount == null ? 0 : amount);
    }
}
