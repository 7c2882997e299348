package org.ziyuan.marketplace.funding;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * What a fund must, may at most or must not be spent on.
 *
 * @param kind floor (at least so much), ceiling (at most so much) or forbidden
 * @param functionalPrefixes the functional classes it is about begin with one of these; empty for any
 * @param economicPrefixes the same for economic classes
 * @param tag the tagged purpose it is about instead, such as digital-resources
 * @param shareInBasisPoints hundredths of a per cent of the year's appropriation; null when forbidden
 * @param verified whether somebody has read it in its source
 */
public record PurposeRule(
        String code,
        String regionCode,
        String fundCode,
        String kind,
        String nameZh,
        String nameEn,
        List<String> functionalPrefixes,
        List<String> economicPrefixes,
        @Nullable String tag,
        @Nullable Integer shareInBasisPoints,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        String source,
        boolean verified) {

    private static final long WHOLE = 10_000;

    public PurposeRule {
        functionalPrefixes = List.copyOf(functionalPrefixes);
        economicPrefixes = List.copyOf(economicPrefixes);
    }

    boolean isForbidden() {
        return kind.equals("forbidden");
    }

    boolean isCeiling() {
        return kind.equals("ceiling");
    }

    /** Whether spending from this line on these tagged purposes falls under the rule. */
    boolean concerns(BudgetLine line, Set<String> tags) {
        if (tag != null) {
            return tags.contains(tag);
        }
        return begins(line.functionalClass(), functionalPrefixes) && begins(line.economicClass(), economicPrefixes);
    }

    /** Its share of a year's appropriation, rounded down to the fen. */
    Money of(Money appropriated) {
        long share = Objects.requireNonNull(shareInBasisPoints);
        // In two steps, because amount times share may be more than a long holds.
        return Money.ofFen(appropriated.fen() / WHOLE * share + appropriated.fen() % WHOLE * share / WHOLE);
    }

    private static boolean begins(String code, List<String> prefixes) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(code::startsWith);
    }

    /** Says no to a line, with the rule and where it is written. */
    Refusal refuses(BudgetLine line) {
        return Refusal.conflict("purpose-not-allowed")
                .with("rule", nameZh())
                .with("code", code())
                .with("line", line.name())
                .with("source", source());
    }
}
