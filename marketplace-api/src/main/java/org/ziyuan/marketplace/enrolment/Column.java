package org.ziyuan.marketplace.enrolment;

import org.ziyuan.marketplace.enrolment.headcount.Grade;
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
    MULTIPLE(Disability.MULTIPLE.chinese()),
    GRADE_1(Grade.GRADE_1.chinese()),
    GRADE_2(Grade.GRADE_2.chinese()),
    GRADE_3(Grade.GRADE_3.chinese()),
    GRADE_4(Grade.GRADE_4.chinese()),
    GRADE_5(Grade.GRADE_5.chinese()),
    GRADE_6(Grade.GRADE_6.chinese()),
    GRADE_7(Grade.GRADE_7.chinese()),
    GRADE_8(Grade.GRADE_8.chinese()),
    GRADE_9(Grade.GRADE_9.chinese()),
    GRADE_10(Grade.GRADE_10.chinese()),
    GRADE_11(Grade.GRADE_11.chinese()),
    GRADE_12(Grade.GRADE_12.chinese());

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

    static Column of(Grade grade) {
        return valueOf(grade.name());
    }
}
