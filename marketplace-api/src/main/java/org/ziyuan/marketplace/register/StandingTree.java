package org.ziyuan.marketplace.register;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationStatus;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the part of the tree that a file speaks of, a few thousand organizations at a time. */
@Component
class StandingTree {

    private static final int AT_ONCE = 5_000;

    private final DatabaseClient database;

    StandingTree(DatabaseClient database) {
        this.database = database;
    }

    Mono<StandingPart> of(List<WrittenOrganization> rows, Actor actor) {
        return actor.is(Role.OPERATOR)
                ? of(rows, "")
                : database.sql("select identifier_key(code) as key from organization where id = :id")
                        .bind("id", actor.organizationId())
                        .mapValue(String.class)
                        .one()
                        .flatMap(own -> of(rows, own));
    }

    private Mono<StandingPart> of(List<WrittenOrganization> rows, String own) {
        Set<String> keys = new HashSet<>(Set.of(own));
        rows.forEach(row -> {
            keys.add(row.key());
            keys.add(row.parentKey());
        });
        Stream<String> schoolCodes =
                rows.stream().map(row -> row.facts().schoolCode()).filter(code -> code != null);
        StandingPart part = new StandingPart(new HashMap<>(), new HashMap<>(), new HashMap<>(), own);
        return inPortions(keys)
                .concatMap(some -> found(some, part))
                .thenMany(inPortions(schoolCodes.toList()))
                .concatMap(some -> schoolCodes(some, part))
                .then(Mono.just(part));
    }

    private Mono<Void> found(String[] keys, StandingPart part) {
        return database.sql("""
                        select o.*, identifier_key(o.code) as key, p.code as parent_code
                          from organization o left join organization p on p.id = o.parent_id
                         where identifier_key(o.code) = any (:keys)
                        """)
                .bind("keys", keys)
                .map(row -> {
                    Organization found = Rows.as(Organization.class).apply(row);
                    String parent = row.get("parent_code", String.class);
                    if (found.parentId() != null && parent != null) {
                        part.parents().put(found.parentId(), parent);
                    }
                    part.byKey().put(text(row, "key"), found);
                    return found;
                })
                .all()
                .then();
    }

    private Mono<Void> schoolCodes(String[] codes, StandingPart part) {
        return database.sql(
                        "select school_code, identifier_key(code) as key from organization where school_code = any (:codes)")
                .bind("codes", codes)
                .map(row -> Map.entry(text(row, "school_code"), text(row, "key")))
                .all()
                .doOnNext(one -> part.schoolCodes().put(one.getKey(), one.getValue()))
                .then();
    }

    private static Flux<String[]> inPortions(Collection<String> keys) {
        return Flux.fromIterable(keys).buffer(AT_ONCE).map(some -> some.toArray(String[]::new));
    }

    /** Those that stand directly below these, by path. */
    Mono<List<Organization>> below(Collection<UUID> parents) {
        return database.sql("""
                        select * from organization where parent_id = any (:parents) and status <> :over order by path
                        """)
                .bind("parents", parents.toArray(UUID[]::new))
                .bind("over", OrganizationStatus.TERMINATED.name())
                .map(Rows.as(Organization.class))
                .all()
                .collectList();
    }
}
