package org.ziyuan.marketplace.register;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The register as people look through it. */
@Component
public class RegisteredOrganizations {

    private static final int LONGEST_PATH = 400;
    /** The codes of a path in the order of the tree, whatever its province sorts by. */
    private static final String BY_PATH = """
             and o.path > :after order by o.path limit :limit
            """;

    private final DatabaseClient database;

    RegisteredOrganizations(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One of the list.
     *
     * @param parentName null for what stands at the top
     */
    public record Entry(
            UUID id,
            String kind,
            @Nullable String tier,
            String code,
            String name,
            @Nullable String parentName,
            String path,
            String status) {

        public OrganizationKind rank() {
            return OrganizationKind.of(kind, tier);
        }
    }

    /**
     * Those the actor may see, by their place in the tree.
     *
     * @param kind only of this kind, null for all
     * @param parent only those directly below this one, null for all
     */
    public Mono<Page<Entry>> list(@Nullable OrganizationKind kind, @Nullable UUID parent, Sought sought, Actor actor) {
        int size = Page.size(sought.limit());
        return Mono.fromCallable(() -> place(sought.place()))
                .flatMap(after -> sought.bindWords(Sight.ORGANIZATIONS
                                .bindTo(
                                        database.sql("""
                                        select o.id, o.kind, o.tier, o.code, o.name, p.name as parent_name, o.path, o.status
                                          from organization o left join organization p on p.id = o.parent_id
                                         where %s
                                           and (cast(:kind as text) is null
                                                or o.kind = :kind and o.tier is not distinct from :tier)
                                           and (cast(:parent as uuid) is null or o.parent_id = :parent)
                                        """.formatted(Sight.over("o"))
                                                + Sought.found(
                                                        "o.code", "o.name", "o.school_code", "o.unified_credit_code")
                                                + BY_PATH),
                                        actor)
                                .bind("kind", Parameter.fromOrEmpty(kind == null ? null : kind.column(), String.class))
                                .bind("tier", Parameter.fromOrEmpty(kind == null ? null : kind.tier(), String.class))
                                .bind("parent", Parameter.fromOrEmpty(parent, UUID.class))
                                .bind("after", after)
                                .bind("limit", size + 1))
                        .map(Rows.as(Entry.class))
                        .all()
                        .collectList())
                .map(found -> Page.of(found, size, Entry::path));
    }

    /** How many people have a role in an organization today. */
    public Mono<Long> peopleOf(UUID organization) {
        return database.sql("""
                        select count(distinct person_id) from role_assignment
                         where organization_id = :organization and valid_from <= now()
                           and (valid_until is null or now() < valid_until)
                        """)
                .bind("organization", organization)
                .mapValue(Long.class)
                .one();
    }

    private static String place(String after) {
        if (after.length() > LONGEST_PATH) {
            throw Refusal.malformed("cursor-malformed");
        }
        return after;
    }
}
