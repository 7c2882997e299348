package org.ziyuan.procurement.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.variable.Variables;

/** The words that a process is told. A gateway compares them in the same transaction: most are not kept. */
final class Words {

    /** What a process needs later: the moment that one of its timers waits for. */
    private static final Set<String> KEPT = Set.of("paymentIsLateAt");

    private Words() {}

    static Map<String, Object> once(String name, String word) {
        return of(Map.of(name, word));
    }

    static Map<String, Object> of(Map<String, String> words) {
        Map<String, Object> told = new HashMap<>();
        words.forEach((name, word) -> told.put(name, KEPT.contains(name) ? word : Variables.stringValue(word, true)));
        return told;
    }
}
