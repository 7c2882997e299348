package org.ziyuan.marketplace.enrolment;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Freezes a count, of which nothing changes afterwards. From now on the schools' headcounts, by which prices per pupil are
 * reckoned, are those of this count.
 */
@Component
public class FreezeSnapshot {

    private final DatabaseClient database;
    private final EnrolmentSnapshots snapshots;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    FreezeSnapshot(
            DatabaseClient database, EnrolmentSnapshots snapshots, AuditLog audit, MoneyTransactions transactions) {
        this.database = database;
        this.snapshots = snapshots;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * @throws Refusal {@code enrolment-snapshot-frozen} the second time; {@code enrolment-snapshot-empty}; {@code
     *     enrolment-sites-unclear} of a draft that is older than the one form of the codes of sites
     */
    public Mono<EnrolmentSnapshot> freeze(UUID id, Actor actor) {
        return transactions
                .execute(Mono.defer(() -> {
                    actor.require(Role.bureaus());
                    return lock(id).then(snapshots.find(id, actor))
                            .filter(found -> found.bureauId().equals(actor.organizationId()))
                            .switchIfEmpty(Mono.error(() -> Refusal.notFound("enrolment-snapshot", id)))
                            .doOnNext(FreezeSnapshot::mustBeFreezable)
                            .delayUntil(this::refuseUnclearSites)
                            .flatMap(snapshot -> freeze(snapshot, actor));
                }))
                .then(snapshots.find(id, actor));
    }

    private static void mustBeFreezable(EnrolmentSnapshot snapshot) {
        DraftSnapshot.mustBeDraft(snapshot);
        if (snapshot.rows() == 0) {
            throw Refusal.conflict("enrolment-snapshot-empty")
                    .with("fiscalYear", String.valueOf(snapshot.fiscalYear()));
        }
    }

    /** Refuses codes of before, of which 01 and 1 may be one site: only the next file can say. */
    private Mono<Void> refuseUnclearSites(EnrolmentSnapshot snapshot) {
        return database.sql("""
                        select site_code from site_enrolment
                         where snapshot_id = :id and (site_code ~ '[a-z]' or site_code ~ '^[0-9]$' or site_code ~ '^0[0-9]{2,}$')
                         order by site_code limit 1
                        """)
                .bind("id", snapshot.id())
                .mapValue(String.class)
                .one()
                .flatMap(site ->
                        Mono.error(Refusal.conflict("enrolment-sites-unclear").with("site", site)));
    }

    private Mono<Void> lock(UUID id) {
        return database.sql("select id from enrolment_snapshot where id = :id for update")
                .bind("id", id)
                .fetch()
                .one()
                .then();
    }

    private Mono<Void> freeze(EnrolmentSnapshot snapshot, Actor actor) {
        return headcounts(snapshot)
                .then(SnapshotState.LIFE_CYCLE.next(snapshot.state(), SnapshotState.Event.FREEZE))
                .flatMap(to -> database.sql("""
                                update enrolment_snapshot
                                   set state = :state, content_hash = enrolment_snapshot_hash(id), frozen_by = :person,
                                       frozen_by_name = :name, frozen_at = clock_timestamp(), row_version = row_version + 1
                                 where id = :id
                                """)
                        .bind("state", to.name())
                        .bind("person", actor.person())
                        .bind("name", actor.displayName())
                        .bind("id", snapshot.id())
                        .then())
                .then(audit.record(
                        actor,
                        "enrolment-snapshot.frozen",
                        "enrolment-snapshot",
                        snapshot.id(),
                        Map.of("rows", snapshot.rows(), "pupils", snapshot.pupils())));
    }

    /** A count covers the whole subtree: what it does not name has no pupils that year. */
    private Mono<Void> headcounts(EnrolmentSnapshot snapshot) {
        return database.sql("""
                        delete from headcount h using organization o
                         where o.id = h.school_id and h.fiscal_year = :year
                           and (o.path = :path or starts_with(o.path, :path || '.'))
                        """)
                .bind("year", snapshot.fiscalYear())
                .bind("path", snapshot.bureauPath())
                .then()
                .then(database.sql("""
                                insert into headcount (id, school_id, fiscal_year, level, pupils, boarders,
                                       special_education_pupils, census_date, enrolment_snapshot_id, grades)
                                select md5(s.id || e.school_id::text || e.level)::uuid, e.school_id, s.fiscal_year, e.level,
                                       sum(e.pupils), sum(e.boarders), sum(e.visual + e.hearing + e.speech + e.physical
                                         + e.intellectual + e.psychiatric + e.multiple), s.census_date, s.id,
                                       grades_together(e.grades)
                                  from site_enrolment e join enrolment_snapshot s on s.id = e.snapshot_id
                                 where s.id = :id group by s.id, e.school_id, e.level
                                """).bind("id", snapshot.id()).then());
    }
}
