package org.ziyuan.marketplace.yearend;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which organizations a run is about, in their order, and which of them are done. */
@Component
class YearEndItems {

    private final DatabaseClient database;

    YearEndItems(DatabaseClient database) {
        this.database = database;
    }

    /** The organizations of the scope whose books are open, those below first. */
    Mono<Void> open(UUID run, YearEndScope scope) {
        return scope.bindTo(database.sql(YearEndScope.OPEN_LINES + """
                                , mine as (
                                  insert into year_end_item (run_id, organization_id, fiscal_year, depth)
                                    select :run, o.id, :year, cardinality(string_to_array(o.path, '.'))
                                      from organization o
                                     where o.id in (select organization_id from scope)
                                    returning 1)
                                update year_end_run set organizations = (select count(*) from mine) where id = :run
                                """))
                .bind("run", run)
                .then();
    }

    /** Those of a close, the other way round. */
    Mono<Void> reverse(UUID run, UUID close) {
        return database.sql("""
                                with mine as (
                                  insert into year_end_item (run_id, organization_id, fiscal_year, depth)
                                    select :run, organization_id, fiscal_year, -depth from year_end_item where run_id = :close
                                    returning 1)
                                update year_end_run set organizations = (select count(*) from mine) where id = :run
                                """).bind("run", run).bind("close", close).then();
    }

    /** The organization whose turn it is; empty when all are done. */
    Mono<UUID> next(UUID run) {
        return database.sql("""
                        select organization_id from year_end_item where run_id = :run and not done
                         order by depth desc, organization_id limit 1
                        """).bind("run", run).mapValue(UUID.class).one();
    }

    Mono<Void> mark(UUID run, UUID organizationId) {
        return database.sql("""
                        with finished as (
                          update year_end_item set done = true, done_at = now()
                           where run_id = :run and organization_id = :organization and not done returning 1)
                        update year_end_run set organizations_done = organizations_done + (select count(*) from finished)
                         where id = :run
                        """)
                .bind("run", run)
                .bind("organization", organizationId)
                .then();
    }
}
