package org.ziyuan.marketplace.enrolment;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pupils of one level at one teaching point on the census day.
 *
 * @param school the code of the school
 * @param site the code of the teaching point (教学点) within the school; the main site is {@code 00}
 * @param level kindergarten, primary, junior, senior or special
 * @param pupils everybody who is counted here
 * @param boarders those of them who board
 * @param disabilities those of them in special education, by kind; they are counted in {@code pupils} too
 * @param grades the pupils of each of the twelve grades, which add up to {@code pupils}; empty where they were not counted
 *     by grade
 */
public record EnrolmentRow(
        String school,
        String site,
        String level,
        int pupils,
        int boarders,
        Map<Disability, Integer> disabilities,
        List<Integer> grades) {

    public static final int MOST_PUPILS = 50_000;
    static final String MAIN_SITE = "00";
    /** Codes of teaching points that are numbers are written with two digits at least. */
    static final int SITE_DIGITS = 2;

    private static final Pattern SITE = Pattern.compile("[0-9A-Z][0-9A-Z-]{0,19}");

    public EnrolmentRow {
        site = site == null || site.isEmpty() ? MAIN_SITE : site;
        Map<Disability, Integer> counted = new EnumMap<>(Disability.class);
        if (disabilities != null) {
            counted.putAll(disabilities);
        }
        disabilities = Collections.unmodifiableMap(counted);
        grades = grades == null ? List.of() : List.copyOf(grades);
    }

    public EnrolmentRow(
            String school, String site, String level, int pupils, int boarders, Map<Disability, Integer> disabilities) {
        this(school, site, level, pupils, boarders, disabilities, List.of());
    }

    /** Everybody in special education. */
    public int special() {
        return disabilities.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The same with the code as the school itself is registered. */
    EnrolmentRow of(String code) {
        return new EnrolmentRow(code, site, level, pupils, boarders, disabilities, grades);
    }

    int of(Disability disability) {
        return disabilities.getOrDefault(disability, 0);
    }

    /** What makes two rows speak of the same pupils. */
    Key key() {
        return new Key(school, site, level);
    }

    static boolean isSite(@Nullable String code) {
        return code != null && SITE.matcher(code).matches();
    }

    record Key(String school, String site, String level) {}
}
