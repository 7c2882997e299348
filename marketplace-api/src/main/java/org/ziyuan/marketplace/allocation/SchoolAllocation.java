package org.ziyuan.marketplace.allocation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.allocation.AllocationFormula.Term;
import org.ziyuan.marketplace.allocation.KeptRules.LineRule;
import org.ziyuan.marketplace.allocation.KeptRules.Share;
import org.ziyuan.marketplace.money.LargestRemainder;
import org.ziyuan.marketplace.money.Money;

/**
 * What one school gets: its terms, the parts of the levels of government, and the parts of its budget lines. Each of
 * the three adds up to the same amount, to the fen. A pure function of the sites and the rules.
 */
record SchoolAllocation(
        UUID school,
        String regionCode,
        Money amount,
        Map<String, Money> byTier,
        List<SiteTerm> terms,
        Map<LineKey, LinePart> lines) {

    /** @param sites the teaching points of one school, at least one */
    static SchoolAllocation of(List<Site> sites, KeptRules rules) {
        String region = sites.get(0).regionCode();
        Rates rates = rules.rates(region);
        List<SiteTerm> terms = new ArrayList<>();
        Map<String, Money> byLevel = new LinkedHashMap<>();
        for (Site site : sites) {
            for (Term term : AllocationFormula.terms(site, rates)) {
                terms.add(new SiteTerm(site.code(), site.level(), term));
                byLevel.merge(site.level(), term.amount(), Money::plus);
            }
        }
        Money amount = byLevel.values().stream().reduce(Money.ZERO, Money::plus);
        return new SchoolAllocation(
                sites.get(0).school(),
                region,
                amount,
                shared(amount, rules.shares(region)),
                terms,
                lines(byLevel, region, rules));
    }

    Money tier(String tier) {
        return byTier.getOrDefault(tier, Money.ZERO);
    }

    private static Map<String, Money> shared(Money amount, List<Share> shares) {
        List<Money> parts = LargestRemainder.split(
                amount, shares.stream().map(Share::basisPoints).toList());
        Map<String, Money> byTier = new LinkedHashMap<>();
        for (int place = 0; place < parts.size(); place++) {
            byTier.put(shares.get(place).tier(), parts.get(place));
        }
        return byTier;
    }

    private static Map<LineKey, LinePart> lines(Map<String, Money> byLevel, String region, KeptRules rules) {
        Map<LineKey, LinePart> lines = new LinkedHashMap<>();
        byLevel.forEach((level, amount) -> {
            List<LineRule> wanted = rules.lines(region, level);
            List<Money> parts = LargestRemainder.split(
                    amount, wanted.stream().map(LineRule::basisPoints).toList());
            for (int place = 0; place < parts.size(); place++) {
                LineRule rule = wanted.get(place);
                if (parts.get(place).isPositive()) {
                    lines.merge(
                            new LineKey(rule.functionalClass(), rule.economicClass()),
                            new LinePart(rule.name(), parts.get(place)),
                            LinePart::plus);
                }
            }
        });
        return lines;
    }

    /** A term and the teaching point and level it is about. */
    record SiteTerm(String site, String level, Term term) {}

    /** What tells the budget lines of one school, fund and year apart. */
    record LineKey(String functionalClass, String economicClass) {}

    record LinePart(String name, Money amount) {
        LinePart plus(LinePart more) {
            return new LinePart(name, amount.plus(more.amount));
        }
    }
}
