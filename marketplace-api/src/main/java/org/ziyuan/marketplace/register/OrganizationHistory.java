package org.ziyuan.marketplace.register;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.organization.SchoolArea;
import org.ziyuan.marketplace.organization.SchoolStage;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.together.AskedTogether;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was true of an organization from which day on. */
@Component
public class OrganizationHistory {

    /** More than anybody reads; a school has a handful. */
    private static final int MOST = 200;

    private final DatabaseClient database;
    private final Organizations organizations;

    OrganizationHistory(DatabaseClient database, Organizations organizations) {
        this.database = database;
        this.organizations = organizations;
    }

    /**
     * What held from a day on.
     *
     * @param holdsFrom null for what held from ever
     * @param parentName as the parent is called today
     */
    public record Fact(
            @Nullable LocalDate holdsFrom,
            String name,
            @Nullable String parentName,
            String path,
            String status,
            @Nullable SchoolStage stage,
            @Nullable SchoolArea area,
            @Nullable Boolean publiclyRun,
            @Nullable Boolean boarding) {}

    /** The newest first; of several in one day the last. Refuses with {@code organization-not-found}. */
    public Flux<Fact> of(UUID id, Actor actor) {
        return AskedTogether.of(organizations.find(id, actor).zipWith(facts(id), (seen, facts) -> facts))
                .flatMapIterable(facts -> facts);
    }

    private Mono<List<Fact>> facts(UUID id) {
        return database.sql("""
                        select * from (
                          select distinct on (f.holds_from) f.holds_from as at, nullif(f.holds_from, '-infinity') as holds_from,
                                 f.name, p.name as parent_name, f.path, f.standing as status, f.stage, f.area, f.publicly_run, f.boarding
                            from organization_fact f left join organization p on p.id = f.parent_id
                           where f.organization_id = :id order by f.holds_from desc, f.seq desc) facts
                         order by at desc limit :most
                        """)
                .bind("id", id)
                .bind("most", MOST)
                .map(Rows.as(Fact.class))
                .all()
                .collectList();
    }
}
