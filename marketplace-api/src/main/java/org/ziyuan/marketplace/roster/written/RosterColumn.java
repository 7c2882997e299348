package org.ziyuan.marketplace.roster.written;

import java.util.List;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;

/** The columns of a roster file; which number a row has says whether it is a pupil, a teacher or a parent. */
public enum RosterColumn implements Heading {
    NAME("姓名", "学生姓名", "教师姓名", "家长姓名"),
    PUPIL_NUMBER("学籍号", "全国学籍号", "学号"),
    STAFF_NUMBER("工号", "教师工号", "职工号"),
    CLASS("班级", "所在班级", "班级名称", "任教班级"),
    GRADE("年级", "所在年级"),
    SUBJECT("任教学科", "学科", "任教科目"),
    CHILD_NUMBER("子女学籍号", "关联学籍号", "学生学籍号"),
    ID_NUMBER("身份证件号", "身份证号", "身份证件号码", "证件号码"),
    SCHOOL_CODE("学校代码", "学校标识码"),
    SCHOOL_YEAR("学年");

    public static final Columns<RosterColumn> ALL =
            Columns.of(RosterColumn.class, NAME).aboutPeople();

    private final String chinese;
    private final List<String> others;

    RosterColumn(String chinese, String... others) {
        this.chinese = chinese;
        this.others = List.of(others);
    }

    @Override
    public String chinese() {
        return chinese;
    }

    @Override
    public List<String> alsoCalled() {
        return others;
    }
}
