package org.ziyuan.marketplace.enrolment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ziyuan.marketplace.identifier.Plain;

/** The columns of an enrolment file, in any order, headed in Chinese or in English. */
enum Column {
    YEAR("年度"),
    SCHOOL("学校代码"),
    SITE("教学点代码"),
    LEVEL("学段"),
    PUPILS("学生数"),
    BOARDERS("寄宿生数"),
    VISUAL(Disability.VISUAL.chinese()),
    HEARING(Disability.HEARING.chinese()),
    SPEECH(Disability.SPEECH.chinese()),
    PHYSICAL(Disability.PHYSICAL.chinese()),
    INTELLECTUAL(Disability.INTELLECTUAL.chinese()),
    PSYCHIATRIC(Disability.PSYCHIATRIC.chinese()),
    MULTIPLE(Disability.MULTIPLE.chinese());

    /** A file without one of these cannot be read; the others count as empty. */
    static final List<Column> REQUIRED = List.of(SCHOOL, LEVEL, PUPILS);

    private static final Pattern AROUND =
            Pattern.compile("^[0-9]{1,2}[.、]|\\([^)]*\\)|\\[[^]]*]|【[^】]*】|〔[^〕]*〕|[*★☆※▲:]|必填");

    private final String chinese;

    Column(String chinese) {
        this.chinese = chinese;
    }

    String chinese() {
        return chinese;
    }

    String english() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column that a heading names, whatever stands around the name: stars, numbers, units, ends of lines. */
    static Optional<Column> headed(String heading) {
        String word = AROUND.matcher(Plain.text(heading)).replaceAll("");
        return Stream.of(values())
                .filter(column ->
                        column.chinese.equals(word) || column.english().equalsIgnoreCase(word))
                .findFirst();
    }

    static Column of(Disability disability) {
        return valueOf(disability.name());
    }
}
