package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.Explanation.Line;
import org.ziyuan.marketplace.allocation.Explanation.Part;
import org.ziyuan.marketplace.allocation.Explanation.Share;
import org.ziyuan.marketplace.allocation.Explanation.Term;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.together.AskedTogether;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Explains to a school, and to the bureaus above it, why it gets what it gets. */
@Component
public class Explanations {

    private static final String HEAD = """
            select r.id as run_id, r.fiscal_year, r.fund_code, r.state, r.standards_on, s.school_id, o.code as school_code,
                   o.name as school_name, s.region_code, s.amount_in_fen,
                   (select coalesce(sum(l.before_in_fen), 0)::bigint from allocation_line l
                     where l.run_id = r.id and l.school_id = s.school_id) as before_in_fen
              from allocation_school s
              join allocation_run r on r.id = s.run_id
              join organization o on o.id = s.school_id
             where %s and s.school_id = :school and (r.state in ('APPROVED', 'POSTING', 'POSTED') or %s)
            """.formatted(Sight.over("o"), Sight.over("r.bureau_id", "r.bureau_path"));

    /** How many allocations of one school are explained at once; whoever shows as many says so. */
    public static final int MOST = 20;

    private final DatabaseClient database;

    Explanations(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Refusal {@code allocation-not-found}, also for a school the actor may not see */
    public Mono<Explanation> of(UUID runId, UUID schoolId, Actor actor) {
        return seen(database.sql(HEAD + " and r.id = :run").bind("run", runId), schoolId, actor)
                .map(Explanations::head)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("allocation", runId)))
                .flatMap(this::whole);
    }

    /**
     * The latest {@value #MOST} of all that a school was allocated, the newest year first.
     *
     * @param fiscalYear only of this year, or null for all
     * @throws Refusal {@code organization-not-found} for a school the actor may not see
     */
    public Flux<Explanation> ofSchool(UUID schoolId, @Nullable Integer fiscalYear, Actor actor) {
        return seen(
                        database.sql(HEAD + """
                                 and r.state <> 'CANCELLED' and (r.fiscal_year = :year or :year is null)
                                 order by r.fiscal_year desc, r.computed_at desc limit :most
                                """)
                                .bind("most", MOST)
                                .bind("year", Parameter.fromOrEmpty(fiscalYear, Integer.class)),
                        schoolId,
                        actor)
                .map(Explanations::head)
                .all()
                .collectList()
                .flatMapIterable(heads -> heads)
                .flatMapSequential(this::whole)
                .switchIfEmpty(requireSeen(schoolId, actor));
    }

    private <T> Mono<T> requireSeen(UUID schoolId, Actor actor) {
        return seen(
                        database.sql("select 1 from organization o where o.id = :school and " + Sight.over("o")),
                        schoolId,
                        actor)
                .mapValue(Integer.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", schoolId)))
                .then(Mono.empty());
    }

    private static DatabaseClient.GenericExecuteSpec seen(
            DatabaseClient.GenericExecuteSpec query, UUID schoolId, Actor actor) {
        return Sight.ALLOCATIONS.bindTo(query, actor).bind("school", schoolId);
    }

    private Mono<Explanation> whole(Explanation head) {
        return AskedTogether.of(Mono.zip(
                        terms(head).collectList(),
                        shares(head).collectList(),
                        lines(head).collectList(),
                        schedule(head).collectList()))
                .map(found -> filled(
                        head,
                        found.getT1(),
                        found.getT2(),
                        found.getT3(),
                        found.getT4().stream()
                                .map(tranche -> part(tranche, found.getT3()))
                                .toList()));
    }

    private Flux<Term> terms(Explanation head) {
        return rows("""
                select t.*, s.decided_by, s.source, s.verified, f.source as floor_source
                  from allocation_term t
                  left join allocation_standard s
                    on s.run_id = t.run_id and s.region_code = :region and s.component = t.component
                       and s.disability = t.disability
                       and s.level = case t.component when 'special-education' then 'special' else t.level end
                  left join allocation_standard f
                    on f.run_id = t.run_id and f.region_code = :region and f.component = 'small-site-floor'
                       and f.level = t.level and t.counted > t.pupils
                 where t.run_id = :run and t.school_id = :school
                 order by t.site_code, t.level, t.component, t.disability
                """, head, Explanations::term);
    }

    private Flux<Share> shares(Explanation head) {
        return rows("""
                select h.tier, h.share_in_basis_points as basis_points, h.source, h.verified,
                       case h.tier when 'nation' then s.nation_in_fen when 'province' then s.province_in_fen
                         when 'city' then s.city_in_fen when 'county' then s.county_in_fen
                         else s.school_in_fen end as amount_in_fen
                  from allocation_school s
                  join allocation_share h on h.run_id = s.run_id and h.region_code = s.region_code
                 where s.run_id = :run and s.school_id = :school and s.region_code = :region
                 order by array_position(array ['nation', 'province', 'city', 'county', 'school'], h.tier)
                """, head, Rows.as(Share.class));
    }

    private Flux<Line> lines(Explanation head) {
        return rows("""
                select *, line_name as name from allocation_line
                 where run_id = :run and school_id = :school and :region::text is not null order by seq
                """, head, Rows.as(Line.class));
    }

    private Flux<Scheduled> schedule(Explanation head) {
        return database.sql(Tranche.SHOWN + "where run_id = :run order by seq")
                .bind("run", head.runId())
                .map(Rows.as(Tranche.class))
                .all()
                .collectList()
                .flatMapIterable(
                        all -> all.stream().map(one -> new Scheduled(one, all)).toList());
    }

    private static Part part(Scheduled of, List<Line> lines) {
        Money amount = lines.stream()
                .map(line -> ReleaseTranche.part(
                        line.amount().minus(line.before()), of.tranche().seq(), of.schedule()))
                .reduce(Money.ZERO, Money::plus);
        Tranche tranche = of.tranche();
        return new Part(tranche.seq(), tranche.dueOn(), tranche.basisPoints(), tranche.state(), amount);
    }

    private <T> Flux<T> rows(String sql, Explanation head, java.util.function.Function<Readable, T> read) {
        return database.sql(sql)
                .bind("run", head.runId())
                .bind("school", head.schoolId())
                .bind("region", head.regionCode())
                .map(read)
                .all();
    }

    private static Term term(Readable row) {
        Boolean verified = row.get("verified", Boolean.class);
        return new Term(
                text(row, "site_code"),
                text(row, "level"),
                text(row, "component"),
                text(row, "disability"),
                number(row, "pupils"),
                number(row, "counted"),
                fen(row, "unit_in_fen"),
                number(row, "multiplier_in_hundredths"),
                fen(row, "amount_in_fen"),
                row.get("decided_by", String.class),
                row.get("source", String.class),
                verified != null && verified,
                row.get("floor_source", String.class));
    }

    private static Explanation head(Readable row) {
        return new Explanation(
                id(row, "run_id"),
                number(row, "fiscal_year"),
                text(row, "fund_code"),
                AllocationRun.State.valueOf(text(row, "state")),
                read(row, "standards_on", LocalDate.class),
                id(row, "school_id"),
                text(row, "school_code"),
                text(row, "school_name"),
                text(row, "region_code"),
                fen(row, "amount_in_fen"),
                fen(row, "before_in_fen"),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Explanation filled(
            Explanation head, List<Term> terms, List<Share> shares, List<Line> lines, List<Part> tranches) {
        return new Explanation(
                head.runId(),
                head.fiscalYear(),
                head.fundCode(),
                head.state(),
                head.standardsOn(),
                head.schoolId(),
                head.schoolCode(),
                head.schoolName(),
                head.regionCode(),
                head.amount(),
                head.before(),
                terms,
                shares,
                lines,
                tranches);
    }

    private record Scheduled(Tranche tranche, List<Tranche> schedule) {}
}
