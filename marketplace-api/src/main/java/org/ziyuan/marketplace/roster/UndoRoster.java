package org.ziyuan.marketplace.roster;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.kept.Compared;
import org.ziyuan.marketplace.intake.kept.IntakeRow;
import org.ziyuan.marketplace.intake.kept.Intakes;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.roster.written.RosterColumn;
import org.ziyuan.marketplace.roster.written.RosterRow;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Takes the last change of a roster back, as long as what stood there before is kept. */
@Component
public class UndoRoster {

    private static final Duration KEPT = Duration.ofDays(30);

    private final DatabaseClient database;
    private final StandingRoster standing;
    private final RosterChanges changes;
    private final Intakes intakes;
    private final WriteRoster writing;
    private final RollOver rollOver;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    UndoRoster(
            DatabaseClient database,
            StandingRoster standing,
            RosterChanges changes,
            Intakes intakes,
            WriteRoster writing,
            RollOver rollOver,
            MoneyTransactions transactions,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.standing = standing;
        this.changes = changes;
        this.intakes = intakes;
        this.writing = writing;
        this.rollOver = rollOver;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes what stood there before: who came leaves, who left is back, what was changed is as it was.
     *
     * @param id of the undoing; the same again changes nothing more
     * @throws Refusal {@code roster-file-not-found}; {@code roster-file-too-old} after thirty days; {@code
     *     roster-file-not-last}
     */
    public Mono<Roster> undo(UUID id, UUID change, Actor actor) {
        return transactions
                .execute(standing.lock(actor.organizationId())
                        .then(Mono.defer(() -> changes.find(change, actor)))
                        .doOnNext(this::requireUndoable)
                        .flatMap(found -> back(id, found, actor)
                                .then(mark(id, change))
                                .then(Mono.defer(() -> audit.record(
                                        actor,
                                        "roster.undone",
                                        "roster-file",
                                        change,
                                        Map.of("kind", found.kind(), "came", found.went(), "went", found.came()))))))
                .then(changes.roster(actor.organizationId(), actor));
    }

    private void requireUndoable(RosterChange change) {
        if (change.writtenAt().toInstant().isBefore(clock.instant().minus(KEPT))) {
            throw Refusal.conflict("roster-file-too-old");
        }
        if (!change.undoable()) {
            throw Refusal.conflict("roster-file-not-last");
        }
    }

    private Mono<Void> back(UUID id, RosterChange change, Actor actor) {
        Mono<Void> begun = writing.begin(
                new RosterCause(id, RosterCause.Kind.UNDO, null, null, change.went(), change.changed(), change.came()),
                actor);
        return change.kind().equals(RosterCause.Kind.ROLLOVER.name())
                ? begun.then(Mono.defer(() -> rollOver.back(change.id(), id, actor)))
                : begun.then(Mono.defer(() -> rows(change.id(), id, actor)));
    }

    private Mono<Void> rows(UUID file, UUID id, Actor actor) {
        return intakes.changes(file, actor).collectList().flatMap(rows -> {
            List<RosterRow> before = new ArrayList<>();
            List<RosterRow> came = new ArrayList<>();
            for (IntakeRow row : rows) {
                if (row.outcome() == Compared.Outcome.NEW) {
                    came.add(RosterRow.of(IntakeRow.named(row.after(), RosterColumn.ALL)));
                } else {
                    before.add(RosterRow.of(IntakeRow.named(row.before(), RosterColumn.ALL)));
                }
            }
            return writing.put(before, id, actor, written -> Mono.empty())
                    .then(Mono.defer(() -> writing.putOut(came, id, actor)));
        });
    }

    private Mono<Void> mark(UUID id, UUID change) {
        return database.sql("update roster_file set undone_by = :id where id = :change")
                .bind("id", id)
                .bind("change", change)
                .then();
    }
}
