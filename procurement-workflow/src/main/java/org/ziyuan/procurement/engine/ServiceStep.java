package org.ziyuan.procurement.engine;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * One service step of a process. The engine asks for it at least once: what it does must follow from the call's key
 * alone, so that asked again it answers the same and does nothing more.
 */
public interface ServiceStep {

    /** The name of the step in the diagrams. */
    String topic();

    /**
     * Does the step. An error means: ask again later, a bounded number of times.
     *
     * @return words that the diagram's gateways compare, such as {@code route=direct}; identifiers and words only
     */
    Mono<Map<String, String>> perform(StepCall call);

    /** A step from its name and its work. */
    static ServiceStep of(String topic, Function<StepCall, Mono<Map<String, String>>> work) {
        return new ServiceStep() {
            @Override
            public String topic() {
                return topic;
            }

            @Override
            public Mono<Map<String, String>> perform(StepCall call) {
                return work.apply(call);
            }
        };
    }

    /**
     * What is asked.
     *
     * @param businessId the requisition
     * @param activity the step's id in the diagram
     * @param key what follows from process and step: the same however often it is asked, another when the process
     *     comes to the step again
     */
    record StepCall(UUID businessId, String activity, UUID key) {}
}
