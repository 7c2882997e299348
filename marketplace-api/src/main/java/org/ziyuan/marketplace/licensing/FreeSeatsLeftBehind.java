package org.ziyuan.marketplace.licensing;

import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/**
 * Frees the seats of people whose role has come to its last day, or whose organization has moved or ended. A role that
 * is taken away, a person who is suspended or moves frees them at once, in the same transaction (trigger {@code
 * seats_follow_roles}); time needs a round, and so does the tree, where one act may move a thousand people. The gate does
 * not wait for either.
 */
@Component
class FreeSeatsLeftBehind extends Rounds {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;

    FreeSeatsLeftBehind(DatabaseClient database, MoneyTransactions transactions, NodeRoles roles) {
        super(PAUSE, roles.relay());
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    protected Mono<?> round() {
        return free();
    }

    /** Frees what can be freed; says how many seats. Person by person, so that nobody's pools are held for long. */
    Mono<Integer> free() {
        return database.sql("""
                        select distinct r.person_id from role_assignment r
                          join seat s on s.person_id = r.person_id and s.state = 'ASSIGNED'
                         where r.valid_until <= now()
                            or r.organization_id in (
                                 select moved.organization_id from organization_fact moved
                                  where moved.written_at > now() - interval '1 day' and exists (
                                    select from organization_fact before
                                     where before.organization_id = moved.organization_id and before.seq < moved.seq
                                       and (before.parent_id, before.path, before.standing)
                                           is distinct from (moved.parent_id, moved.path, moved.standing)))
                        """)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapIterable(people -> people)
                .concatMap(person -> transactions.execute(freeOf(person)))
                .reduce(0, Integer::sum);
    }

    private Mono<Integer> freeOf(UUID person) {
        return database.sql("select free_seats_left_behind(:person)")
                .bind("person", person)
                .mapValue(Integer.class)
                .one();
    }
}
