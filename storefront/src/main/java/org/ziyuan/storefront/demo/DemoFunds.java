package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.demo.DemoSchools.School;

/**
 * The budget lines of every school for the fiscal years that are funded. What comes to the per-pupil lines the allocation decides; the
 * others are given their money here.
 */
final class DemoFunds {

    static final String PER_PUPIL = "per-pupil";
    static final String SURCHARGE = "education-surcharge";
    static final String SPECIAL = "special";

    record Line(
            UUID id,
            School school,
            String fund,
            int fiscalYear,
            String name,
            String economicClass,
            @Nullable Money amount) {

        Map<String, Object> row() {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put("fund_code", fund);
            row.put("fiscal_year", fiscalYear);
            row.put("organization_id", school.id());
            row.put("functional_class", functionalClass(school));
            row.put("economic_class", economicClass);
            row.put("project", fund.equals(SPECIAL) ? "数字教育资源应用试点" : "");
            row.put("name", name);
            return row;
        }

        UUID appropriation() {
            return Ids.derived("demo-appropriation", id);
        }
    }

    private final List<Line> lines = new ArrayList<>();

    DemoFunds(DemoSchools schools, DemoYears years) {
        for (School school : schools.all()) {
            years.funded().forEach(year -> open(school, year));
        }
    }

    List<Line> all() {
        return List.copyOf(lines);
    }

    /** Without the per-pupil lines of years whose allocation was computed already: posting it opens the lines it names. */
    List<Line> toOpen(Collection<Integer> computed) {
        return lines.stream()
                .filter(line -> !line.fund().equals(PER_PUPIL) || !computed.contains(line.fiscalYear()))
                .toList();
    }

    private void open(School school, int year) {
        add(school, PER_PUPIL, year, "生均公用经费·数字资源", "30227", null);
        Chance chance = Chance.of("funds " + school.code() + year);
        add(school, SURCHARGE, year, "教育费附加·信息化", "31007", Money.ofFen(100_000L * chance.between(20, 120)));
        if (chance.in(30)) {
            add(school, SPECIAL, year, "专项·数字资源应用试点", "30227", Money.ofFen(100_000L * chance.between(30, 200)));
        }
    }

    private void add(School school, String fund, int year, String name, String economicClass, @Nullable Money amount) {
        UUID id = Ids.derived("demo-line", school.code(), fund, year);
        lines.add(new Line(id, school, fund, year, name, economicClass, amount));
    }

    private static String functionalClass(School school) {
        return switch (school.kind()) {
            case PRIMARY -> "2050202";
            case JUNIOR, NINE_YEARS -> "2050203";
            case SENIOR -> "2050204";
            case SPECIAL -> "2050701";
        };
    }
}
