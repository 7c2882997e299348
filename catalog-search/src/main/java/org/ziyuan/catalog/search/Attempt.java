package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.List;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.catalog.analysis.Understanding;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One way to answer a query, the same for the index and for PostgreSQL.
 *
 * @param atLeast how many of the wishes must be met; none asks for everything that was understood and most of the rest
 * @param sameSubject whether another subject is no answer, however much else agrees
 */
record Attempt(Understanding understood, int atLeast, boolean sameSubject) {

    /** The strictest first, and each made when it is its turn: nearly always the first is enough. */
    static Flux<Attempt> inTurn(SearchRequest request, QueryReader reader, Analysis analysis) {
        return Flux.concat(
                Mono.fromSupplier(() -> strict(reader.read(request.text()))),
                Flux.defer(() -> Flux.fromIterable(further(reader.readLeniently(request.text()), analysis))));
    }

    boolean near() {
        return atLeast > 0;
    }

    private static Attempt strict(Understanding understood) {
        return new Attempt(understood, 0, true);
    }

    private static List<Attempt> further(Understanding meant, Analysis analysis) {
        List<Attempt> attempts = new ArrayList<>();
        if (!meant.corrections().isEmpty()) {
            attempts.add(strict(meant));
        }
        int wishes = meant.facets().size()
                + meant.names().size()
                + analysis.units(meant.remainder()).size();
        if (wishes > 2) {
            attempts.add(new Attempt(meant, wishes - 1, true));
        }
        if (wishes > 1) {
            attempts.add(new Attempt(meant, 1, true));
        }
        if (wishes > 0) {
            attempts.add(new Attempt(meant, 1, false));
        }
        return attempts;
    }
}
