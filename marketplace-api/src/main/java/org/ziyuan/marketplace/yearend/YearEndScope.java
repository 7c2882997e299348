package org.ziyuan.marketplace.yearend;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * Whose books a year end is about.
 *
 * @param path the organization's place in the tree
 * @param subtree whether everything below it is meant too
 */
record YearEndScope(UUID organizationId, String path, boolean subtree, int fiscalYear) {

    /** The lines of the scope whose year is open, as {@code scope}; the line whose money each draws on is its purse. */
    static final String OPEN_LINES = """
            with scope as materialized (
              select l.*, case when l.control_node_id is null then l.id else control_root(l.id) end as purse
                from budget_line l join organization o on o.id = l.organization_id
               where l.fiscal_year = :year and (o.id = :organization or (:subtree and starts_with(o.path, :under)))
                 and not exists (select from closed_year y
                                  where y.organization_id = l.organization_id and y.fiscal_year = l.fiscal_year
                                    and y.reopened_at is null))
            """;

    /**
     * An accountant answers for his own organization, a bureau for everything below it.
     *
     * @throws Refusal {@code organization-not-found} for any other
     */
    static Mono<YearEndScope> of(
            DatabaseClient database, UUID organizationId, boolean subtree, int fiscalYear, Actor actor) {
        return database.sql("select path from organization where id = :id")
                .bind("id", organizationId)
                .mapValue(String.class)
                .one()
                .filter(path -> actor.decidesFor(path)
                        || (organizationId.equals(actor.organizationId()) && actor.is(Role.ACCOUNTANT) && !subtree))
                .map(path -> new YearEndScope(organizationId, path, subtree, fiscalYear))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", organizationId)));
    }

    GenericExecuteSpec bindTo(GenericExecuteSpec query) {
        return query.bind("year", fiscalYear)
                .bind("organization", organizationId)
                .bind("subtree", subtree)
                .bind("under", path + ".");
    }
}
