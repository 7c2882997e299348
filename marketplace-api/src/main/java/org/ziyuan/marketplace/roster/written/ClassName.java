package org.ziyuan.marketplace.roster.written;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.text.TextField;

/**
 * A class as a school calls it, however it is written: 三（1）班, 3年级1班 and 三年级一班 are 三年级1班.
 *
 * @param grade from 1 to 12, null where nothing says it
 */
public record ClassName(String name, @Nullable Integer grade) {

    private static final String DIGITS = "一二三四五六七八九";
    private static final String ORDINAL = "[（(]?([0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)]?班?";
    private static final Pattern GRADE =
            Pattern.compile("(?:小学?|)?([一二三四五六七八九]|[1-9]|1[0-2])年?级?|(初中?|高中?)([一二三123])年?级?");
    private static final Pattern GRADED = Pattern.compile(
            "([一二三四五六七八九]年级|[1-9]年级|1[0-2]年级|[初高][一二三123](?:年级)?|[一二三四五六七八九]|[1-9](?=[（(.]))\\.?" + ORDINAL);
    private static final Pattern BARE = Pattern.compile(ORDINAL);
    private static final Pattern COHORT = Pattern.compile("((?:19|20)[0-9]{2})级" + ORDINAL);
    private static final TextField NAME = TextField.name("class", 1, 40);

    /** @param gradeCell what stands beside it, "" for nothing. Refuses with {@code text-length} and its like. */
    public static ClassName of(String classCell, String gradeCell) {
        String written = Plain.text(classCell);
        Integer beside = grade(Plain.text(gradeCell));
        Matcher graded = GRADED.matcher(written);
        if (graded.matches()) {
            return of(grade(graded.group(1)), ordinal(graded.group(2)));
        }
        Matcher bare = BARE.matcher(written);
        if (beside != null && bare.matches()) {
            return of(beside, ordinal(bare.group(1)));
        }
        Matcher cohort = COHORT.matcher(written);
        return cohort.matches()
                ? new ClassName(cohort.group(1) + "级" + ordinal(cohort.group(2)) + "班", beside)
                : new ClassName(NAME.read(classCell), beside);
    }

    private static ClassName of(@Nullable Integer grade, int ordinal) {
        return new ClassName(word(grade) + ordinal + "班", grade);
    }

    /** The same a year later; a name that does not speak of the grade stays. */
    public ClassName next(int years) {
        if (grade == null) {
            return this;
        }
        int later = grade + years;
        return new ClassName(
                name.startsWith(word(grade))
                        ? word(later) + name.substring(word(grade).length())
                        : name,
                later);
    }

    /** 三年级, 高一; "" for none. */
    public static String word(@Nullable Integer grade) {
        if (grade == null) {
            return "";
        }
        return grade <= 9 ? DIGITS.charAt(grade - 1) + "年级" : "高" + DIGITS.charAt(grade - 10);
    }

    /** @return null for what names no grade */
    public static @Nullable Integer grade(String written) {
        Matcher read = GRADE.matcher(written);
        if (written.isEmpty() || !read.matches()) {
            return null;
        }
        if (read.group(1) != null) {
            return number(read.group(1));
        }
        return number(read.group(3)) + (read.group(2).startsWith("初") ? 6 : 9);
    }

    private static int number(String written) {
        int digit = DIGITS.indexOf(written);
        return digit >= 0 ? digit + 1 : Integer.parseInt(written);
    }

    private static int ordinal(String written) {
        int ten = written.indexOf('十');
        if (ten < 0) {
            return written.charAt(0) <= '9' ? Integer.parseInt(written) : number(written.substring(0, 1));
        }
        int tens = ten == 0 ? 1 : number(written.substring(0, ten));
        return tens * 10 + (ten == written.length() - 1 ? 0 : number(written.substring(ten + 1)));
    }
}
