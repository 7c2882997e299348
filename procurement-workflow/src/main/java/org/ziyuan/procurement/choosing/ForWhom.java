package org.ziyuan.procurement.choosing;

import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * Whom one line of a purchase is for, as far as the buyer says.
 *
 * @param audience null where nobody said
 * @param grades their grades; none where no grade is meant
 * @param people how many they are, 1 to 1,000,000; null where nobody said
 */
public record ForWhom(
        @Nullable UserGroup audience,
        List<Grade> grades,
        @Nullable Integer people) {

    public static final ForWhom UNSAID = new ForWhom(null, List.of(), null);

    public static final int MOST_PEOPLE = 1_000_000;

    /** @throws Refusal {@code number-out-of-range} for {@code people} */
    public ForWhom {
        grades = grades.stream().distinct().sorted().toList();
        if (people != null && (people < 1 || people > MOST_PEOPLE)) {
            throw Refusal.invalid("number-out-of-range").with("field", "people").with("most", MOST_PEOPLE);
        }
    }

    /** As a line of a requisition has it in its columns. */
    public static ForWhom of(Readable line) {
        return of(
                line.get("audience", String.class), ofColumn(text(line, "grades")), line.get("people", Integer.class));
    }

    /** The same with the audience as columns and forms have it; a word that is none says nothing. */
    public static ForWhom of(@Nullable String audience, List<Grade> grades, @Nullable Integer people) {
        return new ForWhom(
                audience == null ? null : UserGroup.ofColumn(audience).orElse(null), grades, people);
    }

    /** The grades with these numbers; an empty place says nothing. @throws Refusal {@code number-out-of-range} for {@code grades} */
    public static List<Grade> grades(Collection<@Nullable Integer> numbers) {
        return numbers.stream()
                .filter(Objects::nonNull)
                .map(number -> Grade.numbered(number)
                        .orElseThrow(() -> Refusal.invalid("number-out-of-range")
                                .with("field", "grades")
                                .with("most", Grade.values().length)))
                .toList();
    }

    /** The grades of a column, as {@link #column} wrote them; what is no grade is left out. */
    public static List<Grade> ofColumn(String column) {
        return Stream.of(column.split(","))
                .filter(number -> number.matches("\\d{1,2}"))
                .map(Integer::valueOf)
                .flatMap(number -> Grade.numbered(number).stream())
                .toList();
    }

    /** The numbers of the grades, such as {@code 3,4}; empty where there are none. */
    public String column() {
        return grades.stream().map(grade -> String.valueOf(grade.number())).collect(Collectors.joining(","));
    }
}
