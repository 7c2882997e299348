package org.ziyuan.marketplace.yearend;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.yearend.YearEndRun.Kind;
import org.ziyuan.marketplace.yearend.YearEndRun.State;
import reactor.core.publisher.Mono;

/** Writes the runs of the year end: begun, stopped, gone on with and done. */
@Component
class YearEndRunRows {

    private final DatabaseClient database;

    YearEndRunRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> insert(
            UUID id,
            Kind kind,
            YearEndScope scope,
            boolean releaseOpen,
            @Nullable UUID reopens,
            String reason,
            Actor by) {
        return database.sql("""
                        insert into year_end_run (id, kind, fiscal_year, organization_id, subtree, release_open, reopens, reason,
                                                  organizations, requested_by, requested_by_name)
                        values (:id, :kind, :year, :organization, :subtree, :release, :reopens, :reason, 1, :by, :name)
                        """)
                .bind("id", id)
                .bind("kind", kind.name())
                .bind("year", scope.fiscalYear())
                .bind("organization", scope.organizationId())
                .bind("subtree", scope.subtree())
                .bind("release", releaseOpen)
                .bind("reopens", Parameter.fromOrEmpty(reopens, UUID.class))
                .bind("reason", reason)
                .bind("by", by.person())
                .bind("name", by.displayName())
                .then();
    }

    /** @return its id, empty when it was not stopped */
    Mono<UUID> goOn(UUID id) {
        return database.sql("""
                        update year_end_run set state = :state, stopped_by_code = null, stopped_by_values = '{}'
                         where id = :id and state = 'STOPPED' returning id
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.RESUME).name())
                .bind("id", id)
                .mapValue(UUID.class)
                .one();
    }

    Mono<UUID> oldest() {
        return database.sql("select id from year_end_run where state = 'RUNNING' order by requested_at, id limit 1")
                .mapValue(UUID.class)
                .one();
    }

    /** @return its id, empty when another node has it or it does not run */
    Mono<UUID> lock(UUID runId) {
        return database.sql("select id from year_end_run where id = :id and state = 'RUNNING' for update skip locked")
                .bind("id", runId)
                .mapValue(UUID.class)
                .one();
    }

    Mono<Void> done(YearEndRun run) {
        return State.LIFE_CYCLE
                .next(run.state(), State.Event.FINISH)
                .flatMap(to -> database.sql("update year_end_run set state = :state, ended_at = now() where id = :run")
                        .bind("state", to.name())
                        .bind("run", run.id())
                        .then());
    }

    Mono<Void> stop(UUID runId, Refusal refusal) {
        return database.sql("""
                        update year_end_run set state = :state, stopped_by_code = :code, stopped_by_values = :values
                         where id = :run and state = 'RUNNING'
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.STOP).name())
                .bind("code", refusal.code())
                .bind("values", byTurns(RefusalSentences.written(refusal)))
                .bind("run", runId)
                .then();
    }

    private static String[] byTurns(Map<String, String> values) {
        return values.entrySet().stream()
                .flatMap(value -> Stream.of(value.getKey(), value.getValue()))
                .toArray(String[]::new);
    }
}
