package org.ziyuan.marketplace.audit;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.StatementTime;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Every invariant over one moment of the whole database, one after the other.
 *
 * <p>All of it is one read-only transaction on one connection, so that what is sold meanwhile contradicts nothing, and
 * its time limit is another than that of everyday work. The rows stay in PostgreSQL, which sorts on disk what does not
 * fit into memory; only what contradicts an invariant comes here.
 */
@Component
public class Verification {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Collection<Invariant> invariants;

    Verification(DatabaseClient database, MoneyTransactions transactions, Collection<Invariant> invariants) {
        this.database = database;
        this.transactions = transactions;
        this.invariants = invariants;
    }

    /** Does the work, reading only, over one moment of the database; no statement of it takes longer than an hour. */
    public <T> Mono<T> atOneMoment(Mono<T> work) {
        return tell(StatementTime.upTo(LONGEST))
                .then(tell("set local idle_in_transaction_session_timeout = 0"))
                .then(tell("set local work_mem = '64MB'"))
                .then(tell("set local jit = off"))
                .then(work)
                .as(transactions::readOneMoment);
    }

    /**
     * Checks every invariant and these as well, in the order of their codes.
     *
     * @param begins is told the code of each check when it begins
     */
    public Flux<Finding> findings(List<Invariant> also, Consumer<String> begins) {
        return Flux.fromStream(() ->
                        Stream.concat(invariants.stream(), also.stream()).sorted(Comparator.comparing(Invariant::code)))
                .concatMap(invariant -> check(invariant, begins));
    }

    private Mono<Finding> check(Invariant invariant, Consumer<String> begins) {
        return tell("savepoint invariant_check")
                .then(Mono.fromRunnable(() -> begins.accept(invariant.code())))
                .then(Mono.defer(() -> invariant
                        .check()
                        .map(row -> new Finding(invariant.code(), row, 1, null, Duration.ZERO))
                        .reduce(Finding::andAnother)
                        .defaultIfEmpty(new Finding(invariant.code(), null, 0, null, Duration.ZERO))))
                .onErrorResume(
                        RuntimeException.class,
                        error -> tell("rollback to savepoint invariant_check")
                                .thenReturn(new Finding(invariant.code(), null, 0, reason(error), Duration.ZERO)))
                .elapsed()
                .map(timed -> timed.getT2().after(Duration.ofMillis(timed.getT1())));
    }

    private Mono<Void> tell(String statement) {
        return database.sql(statement).then();
    }

    private static String reason(RuntimeException error) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(error).getMessage());
    }
}
