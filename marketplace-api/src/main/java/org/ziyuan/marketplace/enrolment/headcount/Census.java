package org.ziyuan.marketplace.enrolment.headcount;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A school's pupils as they were counted for a year or, where that count is not in yet, for the year before.
 *
 * @param byLevel pupils by level; none where nothing was counted
 * @param byGrade pupils by grade, the first grade first; empty where they were not counted by grade
 */
public record Census(Map<String, Integer> byLevel, List<Integer> byGrade) {

    public static final Census NONE = new Census(Map.of(), List.of());

    public Census {
        byLevel = Map.copyOf(byLevel);
        byGrade = List.copyOf(byGrade);
    }

    /** SQL of its columns in the year {@code :year}, each read once where the school is a parameter or one row. */
    public static String columns(String school) {
        return """
                array(select c.level from census_of(%1$s, :year) c order by c.level) as census_levels,
                array(select c.pupils from census_of(%1$s, :year) c order by c.level) as census_pupils,
                array(select sum(g.pupils)::int
                        from census_of(%1$s, :year) c, unnest(c.grades) with ordinality g(pupils, grade)
                       group by g.grade order by g.grade) as census_grades
                """.formatted(school);
    }

    /** Reads the columns. */
    public static Census of(Readable row) {
        String[] levels = read(row, "census_levels", String[].class);
        Integer[] pupils = read(row, "census_pupils", Integer[].class);
        return new Census(
                IntStream.range(0, levels.length)
                        .boxed()
                        .collect(Collectors.toMap(place -> levels[place], place -> pupils[place])),
                List.of(read(row, "census_grades", Integer[].class)));
    }
}
