package org.ziyuan.marketplace.enrolment.headcount;

import java.util.Optional;
import java.util.stream.Stream;

/** The twelve grades by which a school may count its pupils (年级), from the first of primary to the last of senior school. */
public enum Grade {
    GRADE_1("一年级"),
    GRADE_2("二年级"),
    GRADE_3("三年级"),
    GRADE_4("四年级"),
    GRADE_5("五年级"),
    GRADE_6("六年级"),
    GRADE_7("七年级"),
    GRADE_8("八年级"),
    GRADE_9("九年级"),
    GRADE_10("高一"),
    GRADE_11("高二"),
    GRADE_12("高三");

    private final String chinese;

    Grade(String chinese) {
        this.chinese = chinese;
    }

    public String chinese() {
        return chinese;
    }

    /** Its place among the twelve, from 1. */
    public int number() {
        return ordinal() + 1;
    }

    /** The grade with this number. */
    public static Optional<Grade> numbered(int number) {
        return Stream.of(values()).filter(grade -> grade.number() == number).findFirst();
    }

    /** The grade that a catalogue names; empty for words such as 水平一. */
    public static Optional<Grade> named(String word) {
        return Stream.of(values()).filter(grade -> grade.chinese.equals(word)).findFirst();
    }
}
