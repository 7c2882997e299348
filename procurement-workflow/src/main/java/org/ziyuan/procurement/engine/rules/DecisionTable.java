package org.ziyuan.procurement.engine.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The decision table {@code dmn/method-selection.dmn}: rules that lawyers read, evaluated without a process. */
@Component
public class DecisionTable {

    private final DmnEngine engine;
    private final DmnDecision method;

    DecisionTable() {
        DefaultDmnEngineConfiguration configuration =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.setScriptEngineResolver(language -> {
            throw new UnsupportedOperationException("scripts are not run here: " + language);
        });
        configuration.setFeelEngineFactory(PreparedFeel::new);
        this.engine = configuration.buildEngine();
        try (InputStream table = new ClassPathResource("dmn/method-selection.dmn").getInputStream()) {
            this.method = engine.parseDecision("method", table);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The outputs of the one rule that holds; a tenth of a millisecond's work. */
    public Mono<Map<String, Object>> selectMethod(Map<String, Object> facts) {
        return Mono.fromSupplier(() -> Map.copyOf(engine.evaluateDecisionTable(method, Map.copyOf(facts))
                .getSingleResult()
                .getEntryMap()));
    }
}
