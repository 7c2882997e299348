package org.ziyuan.marketplace.register;

import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.organization.SchoolArea;
import org.ziyuan.marketplace.organization.SchoolStage;

/**
 * What one row of a file says of an organization.
 *
 * @param key the code however it is written
 * @param parentKey the key of the code of the one above it, "" where the row names none
 * @param facts without the parent, which is known by its code only
 */
record WrittenOrganization(String key, String parentKey, OrganizationFacts facts, FileRow<OrganizationColumn> row) {

    /** Notes what is wrong with the row. Null where it cannot be read. */
    static @Nullable WrittenOrganization read(FileRow<OrganizationColumn> row) {
        row.needs(OrganizationColumn.CODE);
        row.needs(OrganizationColumn.KIND);
        OrganizationKind kind = row.choice(OrganizationColumn.KIND, OrganizationKind.values(), OrganizationKind::words);
        String parent = row.code(OrganizationColumn.PARENT).key();
        String name = row.words(OrganizationColumn.NAME, OrganizationFacts.NAME);
        SchoolStage stage = row.choice(OrganizationColumn.STAGE, SchoolStage.values(), SchoolStage::words);
        SchoolArea area = row.choice(OrganizationColumn.AREA, SchoolArea.values(), SchoolArea::words);
        Boolean publiclyRun =
                row.choice(OrganizationColumn.OWNERSHIP, OrganizationColumn.YES_OR_NO, OrganizationColumn::ownership);
        Boolean boarding =
                row.choice(OrganizationColumn.BOARDING, OrganizationColumn.YES_OR_NO, OrganizationColumn::boarding);
        String code = row.isBlank(OrganizationColumn.CODE)
                ? null
                : row.read(OrganizationColumn.CODE, OrganizationFacts::codeOf);
        String schoolCode = row.read(OrganizationColumn.SCHOOL_CODE, OrganizationFacts::schoolCodeOf);
        String creditCode = row.read(OrganizationColumn.CREDIT_CODE, OrganizationFacts::creditCodeOf);
        if (kind == null || code == null) {
            return null;
        }
        OrganizationFacts facts = new OrganizationFacts(
                kind, code, name, null, stage, area, publiclyRun, boarding, schoolCode, creditCode);
        row.check(OrganizationColumn.STAGE, facts::refuseWhatOnlySchoolsHave);
        return new WrittenOrganization(new Identifier(code).key(), parent, facts, row);
    }

    /** The same beside what is there: what the file has no column for stays, and the code is written as it is known. */
    OrganizationFacts beside(@Nullable Organization there) {
        if (there == null) {
            return facts;
        }
        return new OrganizationFacts(
                facts.kind(),
                there.code(),
                facts.name(),
                null,
                row.has(OrganizationColumn.STAGE) ? facts.stage() : there.stage(),
                row.has(OrganizationColumn.AREA) ? facts.area() : there.area(),
                row.has(OrganizationColumn.OWNERSHIP) ? facts.publiclyRun() : there.publiclyRun(),
                row.has(OrganizationColumn.BOARDING) ? facts.boarding() : there.boarding(),
                row.has(OrganizationColumn.SCHOOL_CODE) ? facts.schoolCode() : there.schoolCode(),
                row.has(OrganizationColumn.CREDIT_CODE) ? facts.creditCode() : there.unifiedCreditCode());
    }
}
