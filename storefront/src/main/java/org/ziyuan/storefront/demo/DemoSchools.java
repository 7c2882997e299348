package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.demo.DemoRegions.Region;

/** About three hundred invented schools with pupils by level, boarders and pupils with special needs. */
final class DemoSchools {

    private static final int FIRST_CENSUS = 2025;
    private static final int FEWEST = 20;

    /** Large years follow small ones, so that no school grows or shrinks for ever. */
    private static final List<Integer> TIDE = List.of(0, 1, 2, 1);

    private static final int IN_A_COUNTY = 2;
    private static final int IN_A_CITY_WITHOUT_COUNTIES = 28;
    private static final List<String> WORDS =
            List.of("明德", "启航", "新苗", "育英", "晨光", "博雅", "向阳", "立人", "求真", "弘毅", "和美", "知行", "青禾", "云山", "凤台", "西江");

    record School(UUID id, String code, String name, SchoolKind kind, Region region, int ordinal) {

        String path() {
            return region.path() + "." + code;
        }
    }

    /** The pupils of one level at the census of one year. */
    record Enrolment(School school, int fiscalYear, String level, int pupils, int boarders, int special) {}

    private final List<School> schools = new ArrayList<>();

    DemoSchools(DemoRegions regions) {
        for (Region region : regions.runningSchools()) {
            int count = region.tier().equals("county") ? IN_A_COUNTY : IN_A_CITY_WITHOUT_COUNTIES;
            for (int ordinal = 0; ordinal < count; ordinal++) {
                schools.add(school(region, ordinal));
            }
        }
    }

    List<School> all() {
        return List.copyOf(schools);
    }

    /** The pupils of all schools at the census that decides the money of a year. */
    List<Enrolment> enrolments(int year) {
        List<Enrolment> enrolments = new ArrayList<>();
        for (School school : schools) {
            school.kind().levels().forEach(level -> enrolments.add(enrolment(school, year, level)));
        }
        return enrolments;
    }

    private School school(Region region, int ordinal) {
        SchoolKind kind = SchoolKind.of(region, ordinal);
        String code = "s%04d".formatted(schools.size() + 1);
        int word = Math.floorMod(region.code().hashCode() + ordinal * 5, WORDS.size());
        String name = region.name() + WORDS.get(word) + kind.suffix;
        return new School(Ids.derived("demo-organization", code), code, name, kind, region, ordinal);
    }

    /** A few village schools fall under a hundred pupils, where the funding rule counts them as a hundred. */
    private static Enrolment enrolment(School school, int year, String level) {
        Chance chance = Chance.of("pupils " + school.code() + level);
        int base = switch (level) {
            case "special" -> chance.between(60, 240);
            case "senior" -> chance.between(900, 2600);
            case "junior" -> chance.between(500, 1800);
            default -> chance.in(8) ? chance.between(38, 96) : chance.between(240, 2100);
        };
        int pupils = Math.max(
                FEWEST, base + TIDE.get(Math.floorMod(year - FIRST_CENSUS, TIDE.size())) * chance.between(-20, 40));
        int boarders =
                level.equals("senior") ? pupils * chance.between(30, 70) / 100 : pupils * chance.between(0, 12) / 100;
        int special = level.equals("special") ? pupils : chance.between(0, Math.max(1, pupils / 200));
        return new Enrolment(school, year, level, pupils, boarders, special);
    }
}
