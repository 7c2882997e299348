package org.ziyuan.marketplace.adoption;

import java.util.List;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;

/** The columns of a file of adopted editions, in any order, headed in Chinese or in English. */
enum AdoptionColumn implements Heading {
    REGION("地区代码"),
    STAGE("学段"),
    SUBJECT("学科"),
    EDITION("版本"),
    HOLDS_FROM("生效日期");

    static final Columns<AdoptionColumn> ALL =
            Columns.of(AdoptionColumn.class, REGION, STAGE, SUBJECT, EDITION, HOLDS_FROM);

    private final String chinese;

    AdoptionColumn(String chinese) {
        this.chinese = chinese;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    @Override
    public List<String> alsoCalled() {
        return this == REGION ? List.of("行政区划代码", "区划代码") : List.of();
    }

    @Override
    public boolean isDay() {
        return this == HOLDS_FROM;
    }
}
