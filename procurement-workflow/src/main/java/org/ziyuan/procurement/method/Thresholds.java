package org.ziyuan.procurement.method;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/** The thresholds that hold at one place on one day, each with its source. */
record Thresholds(Map<String, Threshold> byKey) {

    /** The keys a decision needs. */
    static final String[] KEYS = {
        "procurement-limit", "open-tender", "works-tender", "emall-direct-max", "emall-bargain-max"
    };

    public Thresholds {
        byKey = Map.copyOf(byKey);
    }

    /**
     * One threshold.
     *
     * @param verified somebody has read it in the source
     */
    public record Threshold(Money value, String source, boolean verified) {}

    /** @throws Refusal {@code rule-set-has-gap}: no rule covers that day */
    public Money of(String key) {
        Threshold found = byKey.get(key);
        if (found == null) {
            throw Refusal.of(Refusal.Kind.UNAVAILABLE, "rule-set-has-gap").with("rule", key);
        }
        return found.value();
    }

    public boolean verified() {
        return byKey.values().stream().allMatch(Threshold::verified);
    }

    /** What the decision keeps: value in fen and source by key. */
    Map<String, Object> asEvidence() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        for (String key : KEYS) {
            Threshold one = byKey.get(key);
            if (one != null) {
                evidence.put(
                        key, Map.of("inFen", one.value().fen(), "source", one.source(), "verified", one.verified()));
            }
        }
        return evidence;
    }
}
