package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.Disability;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.demo.DemoSchools.Enrolment;

/** The province's counts of pupils, one a year, with a village teaching point here and there. */
final class DemoSnapshots {

    private static final List<Disability> KINDS = List.of(Disability.values());
    private static final Map<String, Integer> FIRST_GRADE = Map.of("primary", 1, "junior", 7, "senior", 10);

    private final DemoSchools schools;
    private final DemoYears years;
    private final UUID bureau;
    private final String bureauPath;
    private final DemoPerson official;

    DemoSnapshots(DemoSchools schools, DemoYears years, DemoRegions regions, DemoPeople people) {
        this.schools = schools;
        this.years = years;
        this.bureau = regions.of(DemoRegions.PROVINCE).bureau();
        this.bureauPath = regions.of(DemoRegions.PROVINCE).path();
        this.official = people.official(bureau, 1);
    }

    static UUID id(int year) {
        return Ids.derived("demo-snapshot", year);
    }

    /** The drafts; they are frozen when their rows are there. */
    List<Map<String, Object>> drafts() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int year : years.counted()) {
            List<Enrolment> counted = schools.enrolments(year);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", id(year));
            row.put("fiscal_year", year);
            row.put("census_date", (year - 1) + "-09-01");
            row.put("bureau_id", bureau);
            row.put("bureau_path", bureauPath);
            row.put("source", "演示省学籍系统 " + (year - 1) + " 年秋季");
            row.put(
                    "row_count",
                    counted.stream().mapToInt(one -> sites(one).size()).sum());
            row.put("school_count", schools.all().size());
            row.put("pupils", counted.stream().mapToLong(Enrolment::pupils).sum());
            row.put("created_by", official.id());
            row.put("created_by_name", official.name());
            row.put("created_at", (year - 1) + "-09-20T00:00:00Z");
            row.put("row_version", 0);
            rows.add(row);
        }
        return rows;
    }

    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int year : years.counted()) {
            schools.enrolments(year).forEach(one -> rows.addAll(sites(one)));
        }
        return rows;
    }

    /** One in five primary schools has a teaching point of thirty to eighty pupils. */
    private static List<Map<String, Object>> sites(Enrolment one) {
        Chance chance = Chance.of("site " + one.school().code());
        boolean twoSites = one.level().equals("primary") && one.pupils() > 200 && chance.in(20);
        int there = twoSites ? chance.between(30, 80) : 0;
        List<Map<String, Object>> sites = new ArrayList<>();
        sites.add(row(one, "00", one.pupils() - there, one.boarders(), one.special()));
        if (twoSites) {
            sites.add(row(one, "01", there, 0, 0));
        }
        return sites;
    }

    private static Map<String, Object> row(Enrolment one, String site, int pupils, int boarders, int special) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("snapshot_id", id(one.fiscalYear()));
        row.put("school_id", one.school().id());
        row.put("site_code", site);
        row.put("level", one.level());
        row.put("pupils", pupils);
        row.put("boarders", Math.min(boarders, pupils));
        for (int place = 0; place < KINDS.size(); place++) {
            int share = special / KINDS.size() + (place < special % KINDS.size() ? 1 : 0);
            row.put(KINDS.get(place).column(), share);
        }
        row.put("grades", grades(one, site, pupils));
        return row;
    }

    /** The pupils of each of the twelve grades, a few more in one year than in another. */
    private static @Nullable List<Integer> grades(Enrolment one, String site, int pupils) {
        int first = FIRST_GRADE.getOrDefault(one.level(), 0);
        if (first == 0) {
            return null;
        }
        int years = first == 1 ? 6 : 3;
        Integer[] grades = new Integer[Grade.values().length];
        Arrays.fill(grades, 0);
        Chance chance = Chance.of("grades " + one.school().code() + one.level() + site);
        int left = pupils;
        for (int year = 0; year < years - 1; year++) {
            grades[first - 1 + year] = pupils / years * chance.between(94, 106) / 100;
            left -= grades[first - 1 + year];
        }
        grades[first + years - 2] = left;
        return List.of(grades);
    }
}
