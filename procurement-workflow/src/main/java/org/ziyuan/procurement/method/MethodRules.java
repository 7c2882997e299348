package org.ziyuan.procurement.method;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** The rules about methods, applied to a requisition as it stands: a draft as if it were handed in now. */
@Component
public class MethodRules {

    private final DatabaseClient database;
    private final ThresholdResolver resolver;
    private final SelectMethod select;
    private final Clock clock;

    MethodRules(DatabaseClient database, ThresholdResolver resolver, SelectMethod select, Clock clock) {
        this.database = database;
        this.resolver = resolver;
        this.select = select;
        this.clock = clock;
    }

    /** What was asked, by which thresholds, and what follows. */
    record Ruling(MethodQuestion question, Thresholds thresholds, MethodDecision decision) {}

    /**
     * The method the rules ask for; nothing is kept.
     *
     * @throws Refusal {@code rule-set-has-gap} when no rule covers the day
     */
    public Mono<MethodDecision> decisionFor(UUID requisition) {
        return rule(requisition).map(Ruling::decision);
    }

    /** The same with what it rests on. */
    Mono<Ruling> rule(UUID requisition) {
        return MethodQuestion.of(database, requisition)
                .flatMap(question -> resolver.resolve(
                                question.jurisdiction(), question.level(), question.objectType(), LocalDate.now(clock))
                        .flatMap(thresholds -> select.select(question.facts(), thresholds)
                                .map(decision -> new Ruling(question, thresholds, decision))));
    }
}
