package org.ziyuan.marketplace.register;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.organization.Organization;

/** The columns of a file of organizations. */
enum OrganizationColumn implements Heading {
    CODE("机构代码"),
    NAME("机构名称"),
    KIND("机构类别"),
    PARENT("上级机构代码"),
    STAGE("办学类型"),
    AREA("城乡分类"),
    OWNERSHIP("办别"),
    BOARDING("寄宿制"),
    SCHOOL_CODE("学校标识码"),
    CREDIT_CODE("统一社会信用代码");

    static final Columns<OrganizationColumn> ALL = Columns.of(OrganizationColumn.class, CODE, NAME, KIND);

    static final Boolean[] YES_OR_NO = {true, false};

    private final String chinese;

    OrganizationColumn(String chinese) {
        this.chinese = chinese;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    static List<String> ownership(boolean publiclyRun) {
        return publiclyRun ? List.of("公办", "public", "是") : List.of("民办", "private", "否");
    }

    static List<String> boarding(boolean boards) {
        return boards ? List.of("是", "yes", "寄宿", "寄宿制") : List.of("否", "no", "走读", "非寄宿制");
    }

    /**
     * What a file says of an organization.
     *
     * @param parent the code of the one above it, "" where there is none
     */
    static Map<OrganizationColumn, String> cells(OrganizationFacts facts, String parent) {
        Map<OrganizationColumn, String> cells = new EnumMap<>(OrganizationColumn.class);
        cells.put(CODE, facts.code());
        cells.put(NAME, facts.name());
        cells.put(KIND, facts.kind().words().get(0));
        cells.put(PARENT, parent);
        cells.put(STAGE, facts.stage() == null ? "" : facts.stage().words().get(0));
        cells.put(AREA, facts.area() == null ? "" : facts.area().words().get(0));
        cells.put(
                OWNERSHIP,
                facts.publiclyRun() == null
                        ? ""
                        : ownership(facts.publiclyRun()).get(0));
        cells.put(
                BOARDING,
                facts.boarding() == null ? "" : boarding(facts.boarding()).get(0));
        cells.put(SCHOOL_CODE, said(facts.schoolCode()));
        cells.put(CREDIT_CODE, said(facts.creditCode()));
        return cells;
    }

    static Map<OrganizationColumn, String> cells(Organization found, String parent) {
        return cells(OrganizationFacts.of(found), parent);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }
}
