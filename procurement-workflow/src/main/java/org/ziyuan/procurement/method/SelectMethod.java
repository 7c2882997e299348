package org.ziyuan.procurement.method;

import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.ziyuan.procurement.engine.rules.DecisionTable;
import reactor.core.publisher.Mono;

/** Asks the decision table. */
@Component
class SelectMethod {

    private final DecisionTable table;

    SelectMethod(DecisionTable table) {
        this.table = table;
    }

    /** @throws org.ziyuan.marketplace.refusal.Refusal {@code rule-set-has-gap} when no rule covers the day */
    public Mono<MethodDecision> select(PurchaseFacts facts, Thresholds thresholds) {
        return Mono.defer(() -> table.selectMethod(facts.beside(thresholds))).map(SelectMethod::decision);
    }

    private static MethodDecision decision(Map<String, Object> row) {
        return new MethodDecision(
                Method.valueOf(text(row, "method")),
                number(row, "row"),
                number(row, "minSuppliers"),
                text(row, "minDays"),
                text(row, "approval"),
                text(row, "source"));
    }

    private static String text(Map<String, Object> row, String name) {
        return String.valueOf(Objects.requireNonNull(row.get(name), name));
    }

    private static int number(Map<String, Object> row, String name) {
        return ((Number) Objects.requireNonNull(row.get(name), name)).intValue();
    }
}
