package org.ziyuan.marketplace.allocation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.form.ShownDocument;

/** What is read of an allocation before it is approved, posted or given up, and of its tranches before one is released. */
@Configuration(proxyBeanMethods = false)
class ShownAllocation {

    @Bean
    static ShownDocument shownAllocation(AllocationRuns runs) {
        return ShownDocument.of(
                "allocation",
                runs::lock,
                (id, actor) -> runs.find(id, actor)
                        .map(run -> ShownDocument.facts(
                                "state", run.state(),
                                "attention", run.attention(),
                                "bureau", run.bureauName(),
                                "year", run.fiscalYear(),
                                "schools", run.schools(),
                                "total", run.total())));
    }

    /** By the id of the run; its row is left alone, because the loop that releases takes the tranche before the run. */
    @Bean
    static ShownDocument shownTranches(ReleaseTranche tranches, DatabaseClient database) {
        return ShownDocument.of(
                "tranche",
                run -> database.sql("select from allocation_tranche where run_id = :run order by seq for update")
                        .bind("run", run)
                        .then(),
                (run, actor) -> tranches.of(run, actor)
                        .map(ShownAllocation::line)
                        .collectList()
                        .map(lines -> ShownDocument.facts("schedule", lines)));
    }

    private static String line(Tranche tranche) {
        return "%d · %s · %d.%02d%% · %s"
                .formatted(
                        tranche.seq(),
                        tranche.dueOn(),
                        tranche.basisPoints() / 100,
                        tranche.basisPoints() % 100,
                        tranche.state());
    }
}
