package org.ziyuan.marketplace.intake.kept;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Writes all good rows of a file that was looked at, or none of them. */
@Component
public class ApplyIntake {

    private final DatabaseClient database;
    private final IntakeKinds kinds;
    private final Intakes intakes;
    private final WantedRows wanted;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final AskedIntakes asked;

    ApplyIntake(
            DatabaseClient database,
            IntakeKinds kinds,
            Intakes intakes,
            WantedRows wanted,
            MoneyTransactions transactions,
            AuditLog audit,
            AskedIntakes asked) {
        this.asked = asked;
        this.database = database;
        this.kinds = kinds;
        this.intakes = intakes;
        this.wanted = wanted;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Applies a file that puts out few. */
    public Mono<Intake> apply(UUID id, Actor actor) {
        return apply(id, null, actor);
    }

    /**
     * Compares the kept rows once more, under locks, and writes what is new and what is changed. A node that dies on the way
     * has written nothing, and the next one does it ({@link FinishIntakes}).
     *
     * @param leaving how many people it puts out, in the words of who applies it; asked only where there are many
     * @throws Refusal {@code intake-not-found}; {@code intake-leaving-unconfirmed} with how many leave; {@code intake-over} when it is applied, refused or expired; {@code
     *     intake-changed-meanwhile} when it would not do any more what was shown; and what its kind refuses
     */
    public Mono<Intake> apply(UUID id, @Nullable Integer leaving, Actor actor) {
        return asked.asks(id, leaving, actor)
                .then(Mono.defer(() -> written(id, leaving, actor)))
                .onErrorResume(Refusal.class, refusal -> asked.gaveUp(id).then(Mono.error(refusal)))
                .then(intakes.find(id, actor));
    }

    private Mono<Void> written(UUID id, @Nullable Integer leaving, Actor actor) {
        return transactions.execute(Mono.defer(() -> lock(id).then(intakes.find(id, actor))
                .flatMap(intake -> IntakeState.LIFE_CYCLE
                        .next(
                                intake.state(),
                                IntakeState.Event.APPLY,
                                state -> Refusal.conflict("intake-over").with("state", state))
                        .flatMap(state -> confirmed(intake, leaving)
                                .then(write(kinds.named(intake.kind(), actor), intake, actor))
                                .then(end(intake, state, actor))))));
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
                .then(Mono.defer(() -> wanted.of(kind, intake, actor)))
                .flatMap(found -> kind.write(found.rows(), intake, actor, written -> tell(intake.id(), written))
                        .then(Mono.defer(() -> kind.putOut(found.unmentioned(), intake, actor))));
    }

    /** The number is asked for, so that half a school does not go by one click. */
    private static Mono<Void> confirmed(Intake intake, @Nullable Integer leaving) {
        return intake.leaving() == 0 || Integer.valueOf(intake.leaving()).equals(leaving)
                ? Mono.empty()
                : Mono.error(Refusal.conflict("intake-leaving-unconfirmed")
                        .with("leaving", intake.leaving())
                        .with("field", "leaving"));
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
                                "changed", intake.changed(),
                                "leaving", intake.leaving()))));
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
