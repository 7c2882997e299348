package org.ziyuan.marketplace.register;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationStatus;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Writes the rows of the tree; the facts follow by themselves. */
@Component
class TreeRows {

    private final DatabaseClient database;

    TreeRows(DatabaseClient database) {
        this.database = database;
    }

    /** Takes the lock of the whole tree. Two moves at once, each right alone, would leave a wrong path. */
    Mono<Void> lockTree() {
        return database.sql("select 1 from pg_advisory_xact_lock(hashtext('organization-tree'))")
                .then();
    }

    Mono<Organization> find(UUID id) {
        return database.sql("select * from organization where id = :id")
                .bind("id", id)
                .map(Rows.as(Organization.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", id)));
    }

    /** @throws Refusal {@code organization-code-taken} however the code is written; {@code school-code-taken} */
    Mono<Void> refuseTaken(@Nullable UUID id, OrganizationFacts facts) {
        return database.sql("""
                        select name, identifier_key(code) = identifier_key(:code) as code_taken from organization
                         where id is distinct from :id
                           and (identifier_key(code) = identifier_key(:code) or school_code = :schoolCode)
                         order by 2 desc limit 1
                        """)
                .bind("code", facts.code())
                .bind("id", Parameter.fromOrEmpty(id, UUID.class))
                .bind("schoolCode", Parameter.fromOrEmpty(facts.schoolCode(), String.class))
                .map(row -> Boolean.TRUE.equals(row.get("code_taken", Boolean.class))
                        ? Refusal.conflict("organization-code-taken")
                                .with("code", facts.code())
                                .with("name", String.valueOf(row.get("name")))
                                .with("field", "organizationCode")
                        : Refusal.conflict("school-code-taken")
                                .with("code", String.valueOf(facts.schoolCode()))
                                .with("name", String.valueOf(row.get("name")))
                                .with("field", "schoolCode"))
                .one()
                .flatMap(Mono::error);
    }

    /** Enters new organizations, parents before what lies below them; a bureau with the code of a region enters that too. */
    Mono<Void> insert(List<NewOrganization> made) {
        return regions(made.stream().filter(NewOrganization::isOfARegion).toList())
                .then(Mono.defer(() -> database.sql("""
                                insert into organization (id, kind, tier, code, name, region_code, parent_id, path,
                                       unified_credit_code, stage, area, publicly_run, boarding, school_code)
                                select * from unnest(:ids, :kinds, :tiers, :codes, :names, :regions, :parents, :paths,
                                       :creditCodes, :stages, :areas, :publiclyRun, :boarding, :schoolCodes)
                                """)
                        .bind("ids", made.stream().map(NewOrganization::id).toArray(UUID[]::new))
                        .bind("kinds", texts(made, one -> one.facts().kind().column()))
                        .bind("tiers", texts(made, one -> one.facts().kind().tier()))
                        .bind("codes", texts(made, one -> one.facts().code()))
                        .bind("names", texts(made, one -> one.facts().name()))
                        .bind("regions", texts(made, NewOrganization::region))
                        .bind(
                                "parents",
                                made.stream().map(NewOrganization::parent).toArray(UUID[]::new))
                        .bind("paths", texts(made, NewOrganization::path))
                        .bind("creditCodes", texts(made, one -> one.facts().creditCode()))
                        .bind("stages", texts(made, one -> named(one.facts().stage())))
                        .bind("areas", texts(made, one -> named(one.facts().area())))
                        .bind("publiclyRun", flags(made, one -> one.facts().publiclyRun()))
                        .bind("boarding", flags(made, one -> one.facts().boarding()))
                        .bind("schoolCodes", texts(made, one -> one.facts().schoolCode()))
                        .then()));
    }

    /** Thresholds of procurement follow the region of the buyer. */
    private Mono<Void> regions(List<NewOrganization> bureaus) {
        return bureaus.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                insert into region (code, name, tier, parent_code)
                                select r.code, regexp_replace(r.name, '(教育(和|与)?(体育)?|教体)?(厅|局|委员会)$', ''), r.tier, r.parent
                                  from unnest(:codes, :names, :tiers, :parents) r(code, name, tier, parent)
                                on conflict (code) do nothing
                                """)
                        .bind("codes", texts(bureaus, one -> one.facts().code()))
                        .bind("names", texts(bureaus, one -> one.facts().name()))
                        .bind("tiers", texts(bureaus, one -> one.facts().kind().tier()))
                        .bind("parents", texts(bureaus, NewOrganization::regionAbove))
                        .then();
    }

    private static <T> @Nullable String[] texts(List<T> made, Function<T, @Nullable String> of) {
        return made.stream().map(of).toArray(String[]::new);
    }

    private static <T> @Nullable Boolean[] flags(List<T> made, Function<T, @Nullable Boolean> of) {
        return made.stream().map(of).toArray(Boolean[]::new);
    }

    /** How an organization is described from now on. */
    record Changed(UUID id, OrganizationFacts facts) {}

    Mono<Void> change(List<Changed> changed) {
        List<OrganizationFacts> facts = changed.stream().map(Changed::facts).toList();
        return database.sql("""
                        update organization o
                           set name = c.name, unified_credit_code = c.credit_code, stage = c.stage, area = c.area,
                               publicly_run = c.publicly_run, boarding = c.boarding, school_code = c.school_code,
                               version = version + 1
                          from unnest(:ids, :names, :creditCodes, :stages, :areas, :publiclyRun, :boarding, :schoolCodes)
                               c(id, name, credit_code, stage, area, publicly_run, boarding, school_code)
                         where o.id = c.id
                        """)
                .bind("ids", changed.stream().map(Changed::id).toArray(UUID[]::new))
                .bind("names", texts(facts, OrganizationFacts::name))
                .bind("creditCodes", texts(facts, OrganizationFacts::creditCode))
                .bind("stages", texts(facts, one -> named(one.stage())))
                .bind("areas", texts(facts, one -> named(one.area())))
                .bind("publiclyRun", flags(facts, OrganizationFacts::publiclyRun))
                .bind("boarding", flags(facts, OrganizationFacts::boarding))
                .bind("schoolCodes", texts(facts, OrganizationFacts::schoolCode))
                .then();
    }

    private static @Nullable String named(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /**
     * Puts one below another parent with all that lies below it, in one statement. The rows are locked by id first, as
     * whoever writes papers of two organizations locks them.
     */
    Mono<Void> move(Organization moved, Organization parent) {
        return database.sql("""
                        select count(*) from (select id from organization
                         where path = :path or starts_with(path, :path || '.') order by id for update) locked
                        """)
                .bind("path", moved.path())
                .then()
                .then(database.sql("""
                                update organization
                                   set path = :parentPath || '.' || :code || substr(path, length(:path) + 1),
                                       parent_id = case when id = :id then :parent else parent_id end,
                                       version = version + 1
                                 where path = :path or starts_with(path, :path || '.')
                                """)
                        .bind("parentPath", parent.path())
                        .bind("code", moved.code())
                        .bind("path", moved.path())
                        .bind("id", moved.id())
                        .bind("parent", parent.id())
                        .then());
    }

    Mono<Void> end(UUID id, OrganizationStatus to, @Nullable UUID successor) {
        return database.sql("""
                        update organization set status = :status, successor_id = :successor, version = version + 1 where id = :id
                        """)
                .bind("status", to.name())
                .bind("successor", Parameter.fromOrEmpty(successor, UUID.class))
                .bind("id", id)
                .then();
    }

    /** Those directly below that are not over. */
    Mono<List<Organization>> standingBelow(UUID id) {
        return database.sql("select * from organization where parent_id = :id and status <> :over order by id")
                .bind("id", id)
                .bind("over", OrganizationStatus.TERMINATED.name())
                .map(Rows.as(Organization.class))
                .all()
                .collectList();
    }
}
