package org.ziyuan.marketplace.enrolment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The levels of school by which pupils are counted (学段). */
enum Level {
    KINDERGARTEN("幼儿园"),
    PRIMARY("小学"),
    JUNIOR("初中"),
    SENIOR("高中"),
    SPECIAL("特殊教育");

    private final String chinese;

    Level(String chinese) {
        this.chinese = chinese;
    }

    /** The word for it in tables and JSON. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    String chinese() {
        return chinese;
    }

    /** The level that a person or a program wrote, in Chinese or in English. */
    static Optional<Level> read(String word) {
        return Stream.of(values())
                .filter(level -> level.chinese.equals(word) || level.column().equalsIgnoreCase(word))
                .findFirst();
    }
}
