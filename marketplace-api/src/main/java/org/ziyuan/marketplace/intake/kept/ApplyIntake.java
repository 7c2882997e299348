package org.ziyuan.marketplace.intake.kept;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Writes all rows of a file that was looked at, or none of them. */
@Component
public class ApplyIntake {

    private final DatabaseClient database;
    private final IntakeKinds kinds;
    private final Intakes intakes;
    private final IntakeRows rows;
    private final LookThrough lookThrough;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    ApplyIntake(
            DatabaseClient database,
            IntakeKinds kinds,
            Intakes intakes,
            IntakeRows rows,
            LookThrough lookThrough,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.kinds = kinds;
        this.intakes = intakes;
        this.rows = rows;
        this.lookThrough = lookThrough;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Compares the kept rows once more, under locks, and writes what is new and what is changed. A node that dies on the way
     * has written nothing, and it can be done again.
     *
     * @throws Refusal {@code intake-not-found}; {@code intake-over} when it is applied, refused or expired; {@code
     *     intake-changed-meanwhile} when it would not do any more what was shown; and what its kind refuses
     */
    public Mono<Intake> apply(UUID id, Actor actor) {
        return transactions
                .execute(Mono.defer(() -> lock(id).then(intakes.find(id, actor))
                        .flatMap(intake -> IntakeState.LIFE_CYCLE
                                .next(
                                        intake.state(),
                                        IntakeState.Event.APPLY,
                                        state -> Refusal.conflict("intake-over").with("state", state))
                                .flatMap(state -> write(kinds.named(intake.kind(), actor), intake, actor)
                                        .then(end(intake, state, actor))))))
                .then(intakes.find(id, actor));
    }

    /** Not against rows that refer to it: how far it is must be written meanwhile. */
    Mono<UUID> lock(UUID id) {
        return database.sql("select id from intake where id = :id for no key update")
                .bind("id", id)
                .mapValue(UUID.class)
                .one();
    }

    private <C extends Enum<C> & Heading, R> Mono<Void> write(IntakeKind<C, R> kind, Intake intake, Actor actor) {
        return kind.lock(actor)
                .then(Mono.defer(() -> rows.written(intake.id(), kind.columns())))
                .flatMap(written -> lookThrough.look(kind, written, actor))
                .flatMap(looked -> {
                    if (looked.faults().number() > 0 || !looked.comparison().agreesWith(intake)) {
                        return Mono.error(Refusal.conflict("intake-changed-meanwhile"));
                    }
                    List<Compared<C, R>> wanted = looked.comparison().rows().stream()
                            .filter(Compared::differs)
                            .toList();
                    return kind.write(wanted, intake, actor, written -> tell(intake.id(), written));
                });
    }

    private Mono<Void> end(Intake intake, IntakeState state, Actor actor) {
        return database.sql("""
                        update intake set state = :state, ended_by = :person, ended_by_name = :name,
                               ended_at = clock_timestamp(), row_version = row_version + 1
                         where id = :id
                        """)
                .bind("state", state.name())
                .bind("person", actor.person())
                .bind("name", actor.displayName())
                .bind("id", intake.id())
                .then()
                .then(progress(intake.id(), intake.toWrite()))
                .then(Mono.defer(() -> audit.record(
                        actor,
                        "intake.applied",
                        "intake",
                        intake.id(),
                        Map.of(
                                "kind", intake.kind(),
                                "fileHash", intake.fileHash(),
                                "added", intake.added(),
                                "changed", intake.changed()))));
    }

    /** Writes progress on a connection of its own, because a transaction shows nothing before it ends. It need not arrive. */
    private Mono<Void> tell(UUID id, int written) {
        return progress(id, written).contextWrite(inside -> Context.empty()).onErrorComplete();
    }

    private Mono<Void> progress(UUID id, int written) {
        return database.sql("""
                        insert into intake_progress (intake_id, written) values (:id, :written)
                        on conflict (intake_id) do update set written = excluded.written, told_at = clock_timestamp()
                        """).bind("id", id).bind("written", written).then();
    }
}
