package org.ziyuan.marketplace.organization;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/** All organizations. What an actor may not see is not there for him; the scope stands in every query. */
@Component
public class Organizations {

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
        Mono<Organization> found = database.sql("select * from organization o where o.id = :id")
                .bind("id", id)
                .map(Rows.as(Organization.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", id)));
        return AskedOnce.of(found, "organization", id);
    }

    /**
     * The organization of this code or name among those whose papers of a kind the actor sees; his own when nothing is named.
     * A code is read as it is meant, however it was typed; a name that several bear decides nothing.
     *
     * @throws Refusal {@code organization-not-found}, {@code organization-name-shared}
     */
    public Mono<Organization> named(@Nullable String codeOrName, Sight papers, Actor actor) {
        String word = codeOrName == null ? "" : codeOrName.strip();
        return papers.bindTo(database.sql("""
                        with found as (
                          select o.*, identifier_key(o.code) = identifier_key(:word) as coded from organization o
                           where %s and (case when :word = '' then o.id = :own
                                         else identifier_key(o.code) = identifier_key(:word) or o.name = :word end))
                        select * from found where coded or not exists (select from found where coded) limit 2
                        """.formatted(SEEN)), actor)
                .bind("word", word)
                .map(Rows.as(Organization.class))
                .all()
                .collectList()
                .map(found -> {
                    if (found.isEmpty()) {
                        throw Refusal.notFound("organization", word);
                    }
                    if (found.size() > 1) {
                        throw Refusal.conflict("organization-name-shared").with("name", word);
                    }
                    return found.get(0);
                });
    }

    /**
     * A page of what lies under a path, itself included, that the actor may see, by path.
     *
     * @param sought words of the name and the code; its place is the path of the last one of the page before
     */
    public Mono<Page<Organization>> subtree(String path, Sought sought, Actor actor) {
        int size = Page.size(sought.limit());
        GenericExecuteSpec query = database.sql("""
                        select * from organization o
                         where (o.path = :path or starts_with(o.path, :under)) and o.path > :after and %s %s
                         order by o.path limit :rows
                        """.formatted(SEEN, Sought.found("o.name", "o.code")))
                .bind("path", path)
                .bind("under", path + ".")
                .bind("after", sought.place())
                .bind("rows", size + 1);
        return Sight.ORGANIZATIONS
                .bindTo(sought.bindWords(query), actor)
                .map(Rows.as(Organization.class))
                .all()
                .collectList()
                .map(rows -> Page.of(rows, size, Organization::path));
    }
}
