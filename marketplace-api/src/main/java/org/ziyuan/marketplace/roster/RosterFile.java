package org.ziyuan.marketplace.roster;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.OtherForm;
import org.ziyuan.marketplace.intake.kept.Compared;
import org.ziyuan.marketplace.intake.kept.Comparison;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeKind;
import org.ziyuan.marketplace.intake.kept.IntakeRow;
import org.ziyuan.marketplace.roster.written.RosterColumn;
import org.ziyuan.marketplace.roster.written.RosterRow;
import org.ziyuan.marketplace.roster.written.WrittenRow;
import reactor.core.publisher.Mono;

/** The roster of a school by file, which is the whole truth about each kind of people that it names. */
@Component
class RosterFile implements IntakeKind<RosterColumn, WrittenRow> {

    static final String KIND = "roster";

    /** Licensing rules §2.3: more than five in a hundred who vanish at once are an accident until somebody says otherwise. */
    private static final int GUARDED = 20;

    private final StandingRoster standing;
    private final JudgeRoster judge;
    private final WriteRoster writing;

    RosterFile(StandingRoster standing, JudgeRoster judge, WriteRoster writing) {
        this.standing = standing;
        this.judge = judge;
        this.writing = writing;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Columns<RosterColumn> columns() {
        return RosterColumn.ALL;
    }

    @Override
    public Mono<OtherForm<RosterColumn>> otherForm(Actor actor) {
        return standing.organization(actor.organizationId()).map(OneRosterRows::new);
    }

    @Override
    public Role[] writers() {
        return Readers.ofRosters();
    }

    @Override
    public @Nullable WrittenRow read(FileRow<RosterColumn> row) {
        return WrittenRow.read(row);
    }

    /** It says of whom it is and nothing of school and year any more. */
    @Override
    public WrittenRow readAgain(FileRow<RosterColumn> row) {
        return new WrittenRow(RosterRow.of(IntakeRow.named(row.cells(), columns())), new Identifier(""), null);
    }

    @Override
    public Mono<Void> lock(Actor actor) {
        return standing.lock(actor.organizationId());
    }

    @Override
    public Mono<Long> standing(Actor actor) {
        return standing.version(actor.organizationId());
    }

    @Override
    public Mono<Comparison<RosterColumn, WrittenRow>> compare(List<Read<RosterColumn, WrittenRow>> rows, Actor actor) {
        return standing.of(actor.organizationId()).map(there -> {
            judge.judge(rows, there);
            return new Comparison<>(
                    rows.stream().map(row -> compared(row, there)).toList(), unmentioned(rows, there));
        });
    }

    private static Compared<RosterColumn, WrittenRow> compared(
            Read<RosterColumn, WrittenRow> read, StandingRoster.Standing there) {
        StandingRoster.Entry entry = there.here(read.row().row());
        return new Compared<>(
                read,
                entry == null ? null : entry.row().cells(),
                read.row().row().cells());
    }

    /** A file without parents says nothing about parents. */
    private static List<Map<RosterColumn, String>> unmentioned(
            List<Read<RosterColumn, WrittenRow>> rows, StandingRoster.Standing there) {
        Set<RosterKind> kinds = EnumSet.noneOf(RosterKind.class);
        Set<String> mentioned = new HashSet<>();
        for (Read<RosterColumn, WrittenRow> read : rows) {
            kinds.add(read.row().row().kind());
            mentioned.add(read.row().row().key());
        }
        return there.entries().values().stream()
                .filter(entry -> !entry.gone() && kinds.contains(entry.row().kind()))
                .filter(entry -> !mentioned.contains(entry.row().key()))
                .map(entry -> entry.row().cells())
                .toList();
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public int leaving(Comparison<RosterColumn, WrittenRow> comparison) {
        Set<String> named = comparison.rows().stream()
                .map(row -> person(row.read().row().row()))
                .collect(Collectors.toSet());
        Set<String> there = comparison.rows().stream()
                .filter(row -> row.before() != null)
                .map(row -> person(row.read().row().row()))
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> leaving = comparison.unmentioned().stream()
                .map(cells -> person(RosterRow.of(cells)))
                .collect(Collectors.toSet());
        there.addAll(leaving);
        leaving.removeAll(named);
        return leaving.size() * GUARDED > there.size() ? leaving.size() : 0;
    }

    private static String person(RosterRow row) {
        return row.kind() + " " + row.person();
    }

    @Override
    public Mono<Void> write(
            List<Compared<RosterColumn, WrittenRow>> rows, Intake intake, Actor actor, Progress progress) {
        List<RosterRow> wanted =
                rows.stream().map(row -> row.read().row().row()).toList();
        return writing.begin(RosterCause.of(intake), actor)
                .then(Mono.defer(() -> writing.put(wanted, intake.id(), actor, progress)));
    }

    @Override
    public Mono<Void> putOut(List<Map<RosterColumn, String>> unmentioned, Intake intake, Actor actor) {
        return writing.putOut(unmentioned.stream().map(RosterRow::of).toList(), intake.id(), actor);
    }
}
