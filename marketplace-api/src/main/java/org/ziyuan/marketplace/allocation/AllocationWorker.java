package org.ziyuan.marketplace.allocation;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries out the postings and releases that were ordered, also those that another process began. Any number of nodes
 * may run this: a portion is done by one of them.
 */
@Component
class AllocationWorker extends Rounds {

    private static final int AT_ONCE = 20;

    private final DatabaseClient database;
    private final PostAllocation posting;
    private final ReleaseTranche releasing;

    AllocationWorker(
            DatabaseClient database,
            PostAllocation posting,
            ReleaseTranche releasing,
            AllocationSettings settings,
            NodeRoles roles) {
        super(settings.poll(), roles.relay());
        this.database = database;
        this.posting = posting;
        this.releasing = releasing;
    }

    /** Everything that was ordered, to its end. */
    @Override
    protected Mono<Void> round() {
        return postings()
                .concatMap(this::post)
                .thenMany(releases())
                .concatMap(this::release)
                .then();
    }

    private Flux<UUID> postings() {
        return database.sql("""
                        select id from allocation_run where state = 'POSTING' and attention is null
                         order by posting_at limit :most
                        """)
                .bind("most", AT_ONCE)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapIterable(due -> due);
    }

    private Flux<Due> releases() {
        return database.sql("""
                        select run_id as run, seq from allocation_tranche where state = 'RELEASING' and attention is null
                         order by releasing_at limit :most
                        """)
                .bind("most", AT_ONCE)
                .map(Rows.as(Due.class))
                .all()
                .collectList()
                .flatMapIterable(due -> due);
    }

    private Mono<Long> post(UUID run) {
        return posting.toItsEnd(run)
                .onErrorResume(
                        Refusal.class,
                        refusal -> database.sql("""
                        update allocation_run set attention = :code where id = :run and state = 'POSTING'
                        """)
                                .bind("code", refusal.code())
                                .bind("run", run)
                                .fetch()
                                .rowsUpdated());
    }

    private Mono<Long> release(Due due) {
        return releasing
                .toItsEnd(due.run(), due.seq())
                .onErrorResume(
                        Refusal.class,
                        refusal -> database.sql("""
                        update allocation_tranche set attention = :code
                         where run_id = :run and seq = :seq and state = 'RELEASING'
                        """)
                                .bind("code", refusal.code())
                                .bind("run", due.run())
                                .bind("seq", due.seq())
                                .fetch()
                                .rowsUpdated());
    }

    private record Due(UUID run, int seq) {}
}
