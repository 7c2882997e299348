package org.ziyuan.marketplace.people;

import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;

/** The columns of a file of people, in any order, headed in Chinese or in English: one row for each role of a person. */
enum PeopleColumn implements Heading {
    NAME("姓名"),
    LOGIN("用户名"),
    ORGANIZATION("单位代码"),
    ROLE("角色"),
    MAIL("邮箱");

    static final Columns<PeopleColumn> ALL =
            Columns.of(PeopleColumn.class, NAME, LOGIN, ORGANIZATION, ROLE).aboutPeople();

    private final String chinese;

    PeopleColumn(String chinese) {
        this.chinese = chinese;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    /** Where a refusal of {@link AdmitPerson} belongs. */
    static PeopleColumn of(@Nullable Object field) {
        return switch (String.valueOf(field)) {
            case "displayName" -> NAME;
            case "login" -> LOGIN;
            case "role" -> ROLE;
            case "mail" -> MAIL;
            default -> ORGANIZATION;
        };
    }
}
