package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.List;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.catalog.analysis.Understanding;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ways to ask the index, the strictest first. */
final class Plans {

    private Plans() {}

    /** Made one at a time: nearly always the first is enough. */
    static Flux<Plan> inTurn(SearchRequest request, QueryReader reader, Analysis analysis) {
        return Flux.concat(
                Mono.fromSupplier(() -> Plan.strict(request, reader.read(request.text()), analysis)),
                Flux.defer(() -> Flux.fromIterable(further(request, reader.readLeniently(request.text()), analysis))));
    }

    private static List<Plan> further(SearchRequest request, Understanding meant, Analysis analysis) {
        List<Plan> plans = new ArrayList<>();
        if (!meant.corrections().isEmpty()) {
            plans.add(Plan.strict(request, meant, analysis));
        }
        int wishes = Plan.wishes(meant, analysis).size();
        if (wishes > 1) {
            plans.add(Plan.near(request, meant, analysis, wishes - 1, true));
            plans.add(Plan.near(request, meant, analysis, 1, true));
        }
        if (wishes > 0) {
            plans.add(Plan.near(request, meant, analysis, 1, false));
        }
        return plans;
    }
}
