package org.ziyuan.marketplace.yearend;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** One start at a time, so that two of them cannot take the same books. */
@Component
class OneStart {

    private final DatabaseClient database;
    private final YearEndRuns runs;
    private final MoneyTransactions transactions;

    OneStart(DatabaseClient database, YearEndRuns runs, MoneyTransactions transactions) {
        this.database = database;
        this.runs = runs;
        this.transactions = transactions;
    }

    /** Does it unless there is a run of this id; answers the run. */
    Mono<YearEndRun> once(UUID id, Actor by, Mono<Void> start) {
        return transactions
                .execute(Mono.defer(() -> database.sql("select 1 from pg_advisory_xact_lock(hashtext('year-end'))")
                        .mapValue(Integer.class)
                        .one()
                        .flatMap(locked -> runs.any(id))
                        .hasElement()
                        .flatMap(known -> known ? Mono.<Void>empty() : start)))
                .then(Mono.defer(() -> runs.find(id, by)));
    }
}
