package org.ziyuan.marketplace.enrolment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.IncomingFiles;
import org.ziyuan.marketplace.intake.ReadFile;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes a count of pupils while it is a draft: begun, tried out as often as wanted, written all or nothing. */
@Component
public class DraftSnapshot {

    private final DatabaseClient database;
    private final EnrolmentSnapshots snapshots;
    private final IncomingFiles files;
    private final CheckEnrolment check;
    private final SiteEnrolments enrolments;
    private final AuditLog audit;
    private final MoneyTransactions transactions;
    private final Clock clock;

    DraftSnapshot(
            DatabaseClient database,
            EnrolmentSnapshots snapshots,
            IncomingFiles files,
            CheckEnrolment check,
            SiteEnrolments enrolments,
            AuditLog audit,
            MoneyTransactions transactions,
            Clock clock) {
        this.database = database;
        this.snapshots = snapshots;
        this.files = files;
        this.check = check;
        this.enrolments = enrolments;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Begins the count of the actor's own subtree under an id of the caller's; the same id again is the same draft.
     *
     * @throws Refusal {@code fiscal-year-out-of-range}, {@code census-of-another-year}, {@code role-required}
     */
    public Mono<EnrolmentSnapshot> begin(UUID id, int fiscalYear, LocalDate censusDate, Actor actor) {
        return transactions
                .execute(Mono.defer(() -> {
                    actor.require(Role.bureaus());
                    inTime(fiscalYear, censusDate);
                    return insert(id, fiscalYear, censusDate, actor);
                }))
                .then(snapshots.find(id, actor));
    }

    /** What a file would say, without writing anything. Refuses what cannot be read at all, as {@link #write} does. */
    public Mono<DryRun> tryOut(UUID id, Flux<DataBuffer> content, Actor actor) {
        return read(id, content, actor).flatMap(this::dryRun);
    }

    /** The same for rows that come without a file. */
    public Mono<DryRun> tryOutRows(UUID id, Flux<EnrolmentRow> rows, Actor actor) {
        return given(id, rows, actor).flatMap(this::dryRun);
    }

    /**
     * Puts the rows of a file in the place of everything the draft had, or nothing at all.
     *
     * @param source the name of the file, as it will be shown
     * @throws Refusal {@code enrolment-rows-refused} with the faults; {@code enrolment-snapshot-frozen}; {@code
     *     enrolment-file-too-large}, {@code enrolment-file-inflates}, {@code enrolment-file-unreadable}, {@code
     *     enrolment-file-empty}, {@code enrolment-heading-missing}, {@code enrolment-heading-repeated}, {@code
     *     enrolment-too-many-rows}, {@code enrolment-cell-too-long}
     */
    public Mono<EnrolmentSnapshot> write(UUID id, String source, Flux<DataBuffer> content, Actor actor) {
        return read(id, content, actor).flatMap(look -> written(look, source, actor));
    }

    /** The same for rows that come without a file. */
    public Mono<EnrolmentSnapshot> writeRows(UUID id, String source, Flux<EnrolmentRow> rows, Actor actor) {
        return given(id, rows, actor).flatMap(look -> written(look, source, actor));
    }

    Mono<Look> read(UUID id, Flux<DataBuffer> content, Actor actor) {
        return draft(id, actor)
                .flatMap(draft -> files.read(content, Column.ALL)
                        .flatMap(file -> look(draft, candidates(file, draft.fiscalYear()))));
    }

    private Mono<Look> given(UUID id, Flux<EnrolmentRow> rows, Actor actor) {
        return draft(id, actor)
                .flatMap(draft -> rows.index((place, row) -> Candidate.of(Math.toIntExact(place + 1), row))
                        .doOnNext(candidate ->
                                files.refuseBeyond(candidate.written().number(), Column.ALL))
                        .collectList()
                        .flatMap(candidates -> look(draft, candidates)));
    }

    private static List<Candidate> candidates(ReadFile<Column> file, int fiscalYear) {
        return file.rows().stream().map(row -> Candidate.of(row, fiscalYear)).toList();
    }

    private Mono<EnrolmentSnapshot> draft(UUID id, Actor actor) {
        return Mono.defer(() -> {
            actor.require(Role.bureaus());
            return snapshots
                    .find(id, actor)
                    .filter(found -> found.bureauId().equals(actor.organizationId()))
                    .switchIfEmpty(Mono.error(() -> Refusal.notFound("enrolment-snapshot", id)))
                    .doOnNext(DraftSnapshot::mustBeDraft);
        });
    }

    static void mustBeDraft(EnrolmentSnapshot snapshot) {
        if (snapshot.isFrozen()) {
            throw Refusal.conflict("enrolment-snapshot-frozen")
                    .with("fiscalYear", String.valueOf(snapshot.fiscalYear()))
                    .with("by", String.valueOf(snapshot.frozenByName()))
                    .with("at", String.valueOf(snapshot.frozenAt()));
        }
    }

    private Mono<Look> look(EnrolmentSnapshot draft, List<Candidate> candidates) {
        return check.check(candidates, draft.bureauPath()).map(checked -> new Look(draft, checked));
    }

    private Mono<DryRun> dryRun(Look look) {
        List<EnrolmentRow> now =
                look.checked().rows().stream().map(Checked.Counted::row).toList();
        return snapshots.difference(look.draft(), now).map(difference -> DryRun.of(look.checked(), difference));
    }

    private Mono<EnrolmentSnapshot> written(Look look, String source, Actor actor) {
        UUID id = look.draft().id();
        return transactions
                .execute(Mono.fromCallable(() -> look.checked().allOrNothing())
                        .flatMap(rows -> lockDraft(id)
                                .then(enrolments.replace(id, rows))
                                .then(addUp(id, source))
                                .then(audit.record(
                                        actor,
                                        "enrolment-snapshot.written",
                                        "enrolment-snapshot",
                                        id,
                                        Map.of("rows", rows.size())))))
                .then(snapshots.find(id, actor));
    }

    private Mono<Void> lockDraft(UUID id) {
        return database.sql("select fiscal_year from enrolment_snapshot where id = :id and state = 'DRAFT' for update")
                .bind("id", id)
                .mapValue(Integer.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("changed-meanwhile")))
                .then();
    }

    private Mono<Void> addUp(UUID id, String source) {
        return database.sql("""
                        update enrolment_snapshot s
                           set source = left(:source, 120), row_count = e.n, school_count = e.schools, pupils = e.pupils,
                               written_at = now(), row_version = row_version + 1
                          from (select count(*) as n, count(distinct school_id) as schools,
                                       coalesce(sum(pupils), 0) as pupils
                                  from site_enrolment where snapshot_id = :id) e
                         where s.id = :id
                        """).bind("id", id).bind("source", source).then();
    }

    private Mono<Void> insert(UUID id, int fiscalYear, LocalDate censusDate, Actor actor) {
        return database.sql("""
                        insert into enrolment_snapshot (id, fiscal_year, census_date, bureau_id, bureau_path, created_by,
                               created_by_name)
                        values (:id, :year, :census, :bureau, :path, :person, :name) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("year", fiscalYear)
                .bind("census", censusDate)
                .bind("bureau", actor.organizationId())
                .bind("path", actor.organizationPath())
                .bind("person", actor.person())
                .bind("name", actor.displayName())
                .fetch()
                .rowsUpdated()
                .filter(inserted -> inserted > 0)
                .flatMap(inserted -> audit.record(
                        actor, "enrolment-snapshot.begun", "enrolment-snapshot", id, Map.of("fiscalYear", fiscalYear)));
    }

    private void inTime(int fiscalYear, LocalDate censusDate) {
        int thisYear = LocalDate.now(clock).getYear();
        if (fiscalYear < thisYear - 2 || fiscalYear > thisYear + 1) {
            throw Refusal.invalid("fiscal-year-out-of-range")
                    .with("fiscalYear", String.valueOf(fiscalYear))
                    .with("from", String.valueOf(thisYear - 2))
                    .with("until", String.valueOf(thisYear + 1));
        }
        if (censusDate.getYear() != fiscalYear && censusDate.getYear() != fiscalYear - 1) {
            throw Refusal.invalid("census-of-another-year")
                    .with("censusDate", censusDate)
                    .with("fiscalYear", String.valueOf(fiscalYear));
        }
    }

    /** A draft and what was found in the rows that somebody wants to put into it. */
    record Look(EnrolmentSnapshot draft, Checked checked) {}
}
