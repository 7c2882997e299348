package org.ziyuan.marketplace.organization;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All organizations. What an actor may not see is not there for him; the scope stands in every query. */
@Component
public class Organizations {

    private static final int MOST_ON_A_PAGE = 200;
    private static final String SEEN = Sight.over("o");

    private final DatabaseClient database;

    Organizations(DatabaseClient database) {
        this.database = database;
    }

    /** An organization the actor may see. Refuses with {@code organization-not-found} otherwise. */
    public Mono<Organization> find(UUID id, Actor actor) {
        GenericExecuteSpec query = database.sql("select * from organization o where o.id = :id and " + SEEN)
                .bind("id", id);
        return Sight.ORGANIZATIONS
                .bindTo(query, actor)
                .map(Rows.as(Organization.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", id)));
    }

    /** The organization itself, for parts of the system that need its name or path; never for an answer to a person. */
    public Mono<Organization> findAny(UUID id) {
        return database.sql("select * from organization o where o.id = :id")
                .bind("id", id)
                .map(Rows.as(Organization.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", id)));
    }

    /**
     * The organization of this code or name among those whose papers of a kind the actor sees; his own when nothing is named.
     *
     * @throws Refusal {@code organization-not-found}
     */
    public Mono<Organization> named(@Nullable String codeOrName, Sight papers, Actor actor) {
        String word = codeOrName == null ? "" : codeOrName.strip();
        return papers.bindTo(database.sql("""
                        select * from organization o
                         where %s and (case when :word = '' then o.id = :own else :word in (o.code, o.name) end)
                         order by o.path limit 1
                        """.formatted(SEEN)), actor)
                .bind("word", word)
                .map(Rows.as(Organization.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", word)));
    }

    /** Those directly under a parent that the actor may see, by path. */
    public Flux<Organization> children(UUID parent, Actor actor) {
        GenericExecuteSpec query =
                database.sql("""
                        select * from organization o
                         where o.parent_id = :parent and %s
                         order by o.path limit :limit
                        """.formatted(SEEN)).bind("parent", parent).bind("limit", MOST_ON_A_PAGE);
        return Sight.ORGANIZATIONS
                .bindTo(query, actor)
                .map(Rows.as(Organization.class))
                .all();
    }

    /**
     * A page of what lies under a path, itself included, that the actor may see, by path.
     *
     * @param after the path of the last one of the page before, or "" for the first page
     */
    public Flux<Organization> subtree(String path, String after, int limit, Actor actor) {
        GenericExecuteSpec query = database.sql("""
                        select * from organization o
                         where (o.path = :path or starts_with(o.path, :under)) and o.path > :after and %s
                         order by o.path limit :limit
                        """.formatted(SEEN))
                .bind("path", path)
                .bind("under", path + ".")
                .bind("after", after)
                .bind("limit", Math.max(1, Math.min(limit, MOST_ON_A_PAGE)));
        return Sight.ORGANIZATIONS
                .bindTo(query, actor)
                .map(Rows.as(Organization.class))
                .all();
    }
}
