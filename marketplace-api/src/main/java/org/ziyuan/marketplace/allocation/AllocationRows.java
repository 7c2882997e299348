package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.SchoolAllocation.LineKey;
import org.ziyuan.marketplace.allocation.SchoolAllocation.LinePart;
import org.ziyuan.marketplace.allocation.SchoolAllocation.SiteTerm;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Writes what was computed for many schools with one statement per table. */
@Component
class AllocationRows {

    private final DatabaseClient database;

    AllocationRows(DatabaseClient database) {
        this.database = database;
    }

    /** How many budget lines were written. */
    Mono<Integer> write(AllocationRun run, List<SchoolAllocation> schools) {
        return schools(run, schools)
                .then(terms(run, schools))
                .then(Mono.defer(() -> knownLines(run, schools)))
                .flatMap(known -> lines(run, lines(run, schools, known)));
    }

    private Mono<Void> schools(AllocationRun run, List<SchoolAllocation> schools) {
        return database.sql("""
                        insert into allocation_school (run_id, school_id, region_code, amount_in_fen, nation_in_fen,
                               province_in_fen, city_in_fen, county_in_fen, school_in_fen)
                        select :run, s.* from unnest(:schools, :regions, :amounts, :nation, :province, :city, :county,
                               :own) s
                        """)
                .bind("run", run.id())
                .bind("schools", ids(schools, SchoolAllocation::school))
                .bind("regions", texts(schools, SchoolAllocation::regionCode))
                .bind("amounts", longs(schools, one -> one.amount().fen()))
                .bind("nation", longs(schools, one -> one.tier("nation").fen()))
                .bind("province", longs(schools, one -> one.tier("province").fen()))
                .bind("city", longs(schools, one -> one.tier("city").fen()))
                .bind("county", longs(schools, one -> one.tier("county").fen()))
                .bind("own", longs(schools, one -> one.tier("school").fen()))
                .then();
    }

    private Mono<Void> terms(AllocationRun run, List<SchoolAllocation> schools) {
        List<OfSchool> terms = new ArrayList<>();
        schools.forEach(school -> school.terms().forEach(term -> terms.add(new OfSchool(school.school(), term))));
        return database.sql("""
                        insert into allocation_term (run_id, school_id, site_code, level, component, disability, pupils,
                               counted, unit_in_fen, multiplier_in_hundredths, amount_in_fen)
                        select :run, t.* from unnest(:schools, :sites, :levels, :components, :disabilities, :pupils,
                               :counted, :units, :multipliers, :amounts) t
                        """)
                .bind("run", run.id())
                .bind("schools", ids(terms, OfSchool::school))
                .bind("sites", texts(terms, one -> one.at().site()))
                .bind("levels", texts(terms, one -> one.at().level()))
                .bind("components", texts(terms, one -> one.at().term().component()))
                .bind("disabilities", texts(terms, one -> one.at().term().disability()))
                .bind("pupils", ints(terms, one -> one.at().term().pupils()))
                .bind("counted", ints(terms, one -> one.at().term().counted()))
                .bind("units", longs(terms, one -> one.at().term().unit().fen()))
                .bind("multipliers", ints(terms, one -> one.at().term().multiplierInHundredths()))
                .bind("amounts", longs(terms, one -> one.at().term().amount().fen()))
                .then();
    }

    /** Lines that were opened before keep their id; of the others it follows from what they are. Carried money has its own. */
    private Mono<Map<String, UUID>> knownLines(AllocationRun run, List<SchoolAllocation> schools) {
        return database.sql("""
                        select organization_id || ' ' || functional_class || ' ' || economic_class as key, id
                          from budget_line
                         where organization_id = any (:schools) and fund_code = :fund and fiscal_year = :year
                           and project = '' and carried_years = 0
                        """)
                .bind("schools", ids(schools, SchoolAllocation::school))
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .map(row -> Map.entry(text(row, "key"), Columns.id(row, "id")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static List<Line> lines(AllocationRun run, List<SchoolAllocation> schools, Map<String, UUID> known) {
        List<Line> lines = new ArrayList<>();
        Map<String, UUID> ids = new HashMap<>(known);
        for (SchoolAllocation school : schools) {
            school.lines().forEach((key, part) -> {
                String name = school.school() + " " + key.functionalClass() + " " + key.economicClass();
                UUID id = ids.computeIfAbsent(
                        name, what -> Ids.derived("budget-line", run.fundCode(), run.fiscalYear(), what, ""));
                lines.add(new Line(id, school.school(), key, part));
            });
        }
        return lines;
    }

    /** Of a year that was allocated before, only the difference will be given. */
    private Mono<Integer> lines(AllocationRun run, List<Line> lines) {
        return database.sql("""
                        insert into allocation_line (run_id, seq, school_id, budget_line_id, functional_class,
                               economic_class, line_name, amount_in_fen, before_in_fen)
                        select :run, b.last + l.place, l.school, l.line, l.functional, l.economic, l.name, l.amount,
                               coalesce((select g.fen from line_given g
                                          where g.budget_line_id = l.line and g.fund_code = :fund
                                            and g.fiscal_year = :year), 0)
                          from unnest(:schools, :lines, :functional, :economic, :names, :amounts) with ordinality
                                 l (school, line, functional, economic, name, amount, place)
                          cross join (select coalesce(max(seq), 0) as last from allocation_line where run_id = :run) b
                        """)
                .bind("run", run.id())
                .bind("schools", ids(lines, Line::school))
                .bind("lines", ids(lines, Line::id))
                .bind("functional", texts(lines, one -> one.key().functionalClass()))
                .bind("economic", texts(lines, one -> one.key().economicClass()))
                .bind("names", texts(lines, one -> one.part().name()))
                .bind("amounts", longs(lines, one -> one.part().amount().fen()))
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .then()
                .thenReturn(lines.size());
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> id) {
        return rows.stream().map(id).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static <T> Integer[] ints(List<T> rows, ToIntFunction<T> number) {
        return rows.stream().mapToInt(number).boxed().toArray(Integer[]::new);
    }

    private static <T> Long[] longs(List<T> rows, ToLongFunction<T> number) {
        return rows.stream().mapToLong(number).boxed().toArray(Long[]::new);
    }

    private record OfSchool(UUID school, SiteTerm at) {}

    private record Line(UUID id, UUID school, LineKey key, LinePart part) {}
}
