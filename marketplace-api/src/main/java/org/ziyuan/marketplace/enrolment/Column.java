package org.ziyuan.marketplace.enrolment;

import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;

/** The columns of an enrolment file, in any order, headed in Chinese or in English. */
enum Column implements Heading {
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
    static final Columns<Column> ALL =
            Columns.of(Column.class, SCHOOL, LEVEL, PUPILS).refusing("enrolment");

    private final String chinese;

    Column(String chinese) {
        this.chinese = chinese;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    @Override
    public boolean isCount() {
        return ordinal() >= PUPILS.ordinal();
    }

    static Column of(Disability disability) {
        return valueOf(disability.name());
    }
}
