package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.enrolment.Disability;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Computes the schools of a run in portions, so that a province takes no more memory than a town. */
@Component
class SchoolAllocations {

    private final DatabaseClient database;
    private final AllocationRows rows;
    private final AllocationSettings settings;

    SchoolAllocations(DatabaseClient database, AllocationRows rows, AllocationSettings settings) {
        this.database = database;
        this.rows = rows;
        this.settings = settings;
    }

    /** @throws Refusal {@code allocation-has-no-schools}, {@code funding-standard-missing}, {@code allocation-rule-missing} */
    Mono<Void> compute(AllocationRun run, KeptRules rules) {
        return schools(run)
                .collectList()
                .flatMap(schools -> schools.isEmpty()
                        ? Mono.error(Refusal.conflict("allocation-has-no-schools"))
                        : Flux.fromIterable(schools)
                                .buffer(settings.schoolsAtOnce())
                                .concatMap(some -> portion(run, rules, some))
                                .reduce(0, (first, lines) -> first + lines)
                                .then());
    }

    /** Only their ids: half a megabyte for thirty thousand. */
    private Flux<UUID> schools(AllocationRun run) {
        return database.sql("""
                        select o.id from organization o
                         where (o.path = :path or starts_with(o.path, :path || '.'))
                           and exists (select from site_enrolment e where e.snapshot_id = :snapshot and e.school_id = o.id)
                         order by o.path
                        """)
                .bind("path", run.bureauPath())
                .bind("snapshot", run.snapshotId())
                .mapValue(UUID.class)
                .all();
    }

    private Mono<Integer> portion(AllocationRun run, KeptRules rules, List<UUID> schools) {
        return sites(run, schools)
                .collectList()
                .map(sites -> bySchool(sites).stream()
                        .map(ofOne -> SchoolAllocation.of(ofOne, rules))
                        .toList())
                .flatMap(computed -> rows.write(run, computed));
    }

    private Flux<Site> sites(AllocationRun run, List<UUID> schools) {
        return database.sql("""
                        select e.*, coalesce(o.region_code, '100000') as region,
                               (sum(e.pupils) over (partition by e.school_id, e.site_code))::int as of_site
                          from site_enrolment e join organization o on o.id = e.school_id
                         where e.snapshot_id = :snapshot and e.school_id = any (:schools)
                         order by o.path, e.site_code, e.level
                        """)
                .bind("snapshot", run.snapshotId())
                .bind("schools", schools.toArray(UUID[]::new))
                .map(SchoolAllocations::site)
                .all();
    }

    private static List<List<Site>> bySchool(List<Site> sites) {
        Map<UUID, List<Site>> bySchool = new LinkedHashMap<>();
        sites.forEach(site -> bySchool.computeIfAbsent(site.school(), school -> new ArrayList<>())
                .add(site));
        return List.copyOf(bySchool.values());
    }

    private static Site site(Readable row) {
        Map<Disability, Integer> disabilities = new EnumMap<>(Disability.class);
        for (Disability disability : Disability.values()) {
            disabilities.put(disability, number(row, disability.column()));
        }
        return new Site(
                id(row, "school_id"),
                text(row, "region"),
                text(row, "site_code"),
                text(row, "level"),
                number(row, "pupils"),
                number(row, "boarders"),
                number(row, "of_site"),
                disabilities);
    }
}
