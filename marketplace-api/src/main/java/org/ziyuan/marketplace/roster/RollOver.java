package org.ziyuan.marketplace.roster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.organization.SchoolStage;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.roster.written.ClassName;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Moves a school into its next year (升级): every class one grade up, the last ones out. Looked at first, then done whole. */
@Component
public class RollOver {

    private static final int GRADES = 12;

    private final DatabaseClient database;
    private final StandingRoster standing;
    private final Rosters rosters;
    private final RosterChanges changes;
    private final WriteRoster writing;
    private final RolloverRows rows;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    RollOver(
            DatabaseClient database,
            StandingRoster standing,
            Rosters rosters,
            RosterChanges changes,
            WriteRoster writing,
            RolloverRows rows,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.standing = standing;
        this.rosters = rosters;
        this.changes = changes;
        this.writing = writing;
        this.rows = rows;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** What it would do; nothing is written. @throws Refusal {@code roster-stage-missing} where nobody said which grade is last */
    public Mono<RolloverPlan> plan(Actor actor) {
        UUID school = actor.organizationId();
        return standing.organization(school)
                .map(organization -> {
                    if (organization.stage() == null) {
                        throw Refusal.conflict("roster-stage-missing").with("school", organization.name());
                    }
                    return last(organization.stage());
                })
                .flatMap(last -> standing.year(school)
                        .zipWith(
                                rosters.classes(actor),
                                (year, classes) -> new RolloverPlan(
                                        year,
                                        year < standing.thisYear(),
                                        classes.stream()
                                                .map(one -> step(one, last))
                                                .toList())));
    }

    private static RolloverPlan.Step step(RosterClass one, Set<Integer> last) {
        boolean leaves = one.grade() != null && last.contains(one.grade());
        return new RolloverPlan.Step(
                one.id(),
                one.name(),
                one.grade(),
                leaves ? null : new ClassName(one.name(), one.grade()).next(1).name(),
                one.pupils());
    }

    /** After which grades pupils leave a school of this stage. */
    private static Set<Integer> last(SchoolStage stage) {
        return switch (stage) {
            case PRIMARY, TEACHING_POINT -> Set.of(6);
            case JUNIOR, NINE_YEAR, SPECIAL -> Set.of(9);
            case COMPLETE -> Set.of(9, GRADES);
            case SENIOR -> Set.of(GRADES);
        };
    }

    /**
     * Does what {@link #plan} says.
     *
     * @param id of the act; the same again is the same
     * @throws Refusal {@code roster-rollover-not-due} before August, and what the plan refuses
     */
    public Mono<Roster> run(UUID id, Actor actor) {
        UUID school = actor.organizationId();
        return transactions
                .execute(standing.lock(school)
                        .then(Mono.defer(() -> plan(actor)))
                        .flatMap(plan -> plan.due()
                                ? step(id, plan, actor)
                                : Mono.error(Refusal.conflict("roster-rollover-not-due"))))
                .then(changes.roster(school, actor));
    }

    private Mono<Void> step(UUID id, RolloverPlan plan, Actor actor) {
        UUID school = actor.organizationId();
        List<RolloverPlan.Step> out =
                plan.steps().stream().filter(RolloverPlan.Step::leaves).toList();
        int moving = plan.steps().size() - out.size();
        return years(school, 1)
                .then(writing.begin(
                        new RosterCause(
                                id, RosterCause.Kind.ROLLOVER, null, null, 0, moving, Math.toIntExact(plan.leaving())),
                        actor))
                .then(rows.leave(out.stream().map(RolloverPlan.Step::classId).toList(), school, id))
                .thenMany(Flux.fromStream(IntStream.rangeClosed(1, GRADES).mapToObj(step -> GRADES + 1 - step)))
                .concatMap(grade -> rows.rename(named(plan, grade)))
                .then(Mono.defer(() -> audit.record(
                        actor,
                        "roster.rolled-over",
                        "roster-file",
                        id,
                        Map.of("classes", moving, "left", plan.leaving(), "year", plan.schoolYear() + 1))));
    }

    /** From the highest grade down, so that no two classes have one name in between. */
    private static List<RosterClass> named(RolloverPlan plan, int grade) {
        return plan.steps().stream()
                .filter(one -> !one.leaves() && Integer.valueOf(grade).equals(one.grade()))
                .map(one -> new RosterClass(one.classId(), String.valueOf(one.next()), grade + 1, 0, 0))
                .toList();
    }

    /** The way back, within the transaction of an undoing. */
    Mono<Void> back(UUID rollover, UUID id, Actor actor) {
        UUID school = actor.organizationId();
        return years(school, -1)
                .then(rosters.classes(actor))
                .flatMapMany(classes -> Flux.range(1, GRADES)
                        .concatMap(grade -> rows.rename(classes.stream()
                                .filter(one ->
                                        grade > 1 && Integer.valueOf(grade).equals(one.grade()))
                                .map(one -> new RosterClass(
                                        one.id(),
                                        new ClassName(one.name(), grade)
                                                .next(-1)
                                                .name(),
                                        grade - 1,
                                        0,
                                        0))
                                .toList())))
                .then(Mono.defer(() -> rows.returning(rollover, school, id)));
    }

    private Mono<Void> years(UUID school, int step) {
        return database.sql("update roster_source set school_year = school_year + :step where school_id = :school")
                .bind("step", step)
                .bind("school", school)
                .then();
    }
}
