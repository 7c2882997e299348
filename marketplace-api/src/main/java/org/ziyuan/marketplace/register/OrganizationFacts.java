package org.ziyuan.marketplace.register;

import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.organization.CreditCode;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.organization.SchoolArea;
import org.ziyuan.marketplace.organization.SchoolStage;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * What somebody writes down about an organization.
 *
 * @param code by which files and paths name it; never changed afterwards
 * @param parentId what it lies directly below; null for what stands at the top
 * @param schoolCode ten digits (学校标识码)
 * @param creditCode 18 signs (统一社会信用代码)
 */
public record OrganizationFacts(
        @NotNull OrganizationKind kind,
        @NotNull String code,
        @NotNull String name,
        @Nullable UUID parentId,
        @Nullable SchoolStage stage,
        @Nullable SchoolArea area,
        @Nullable Boolean publiclyRun,
        @Nullable Boolean boarding,
        @Nullable String schoolCode,
        @Nullable String creditCode) {

    static final TextField NAME = TextField.name("name", 2, 100);

    /** A code is a step of a path, which points divide. */
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,39}");

    private static final Pattern SCHOOL_CODE = Pattern.compile("[0-9]{10}");

    static OrganizationFacts of(Organization found) {
        return new OrganizationFacts(
                found.rank(),
                found.code(),
                found.name(),
                found.parentId(),
                found.stage(),
                found.area(),
                found.publiclyRun(),
                found.boarding(),
                found.schoolCode(),
                found.unifiedCreditCode());
    }

    /**
     * The same as it will be kept.
     *
     * @throws Refusal {@code organization-code-malformed}, {@code identifier-rewritten}, {@code text-length} and its like,
     *     {@code school-code-malformed}, {@code credit-code-malformed}, {@code credit-code-check-digit}, {@code
     *     organization-teaches-not} when a bureau or a vendor has what only schools have
     */
    OrganizationFacts read() {
        OrganizationFacts read = new OrganizationFacts(
                kind,
                codeOf(code),
                NAME.read(name),
                parentId,
                stage,
                area,
                publiclyRun,
                boarding,
                schoolCodeOf(schoolCode),
                creditCodeOf(creditCode));
        read.refuseWhatOnlySchoolsHave();
        return read;
    }

    void refuseWhatOnlySchoolsHave() {
        boolean says = stage != null || area != null || publiclyRun != null || boarding != null || schoolCode != null;
        if (says && !kind.teaches()) {
            throw Refusal.invalid("organization-teaches-not").with("field", "schoolStage");
        }
    }

    static String codeOf(@Nullable String written) {
        String code = Identifier.of(written == null ? "" : written).text();
        if (!CODE.matcher(code).matches()) {
            throw Refusal.invalid("organization-code-malformed")
                    .with("value", Identifier.shown(code))
                    .with("field", "organizationCode");
        }
        return code;
    }

    static @Nullable String schoolCodeOf(@Nullable String written) {
        String code = Identifier.of(written == null ? "" : written).text();
        if (code.isEmpty()) {
            return null;
        }
        if (!SCHOOL_CODE.matcher(code).matches()) {
            throw Refusal.invalid("school-code-malformed")
                    .with("value", Identifier.shown(code))
                    .with("field", "schoolCode");
        }
        return code;
    }

    static @Nullable String creditCodeOf(@Nullable String written) {
        String code = Identifier.of(written == null ? "" : written).text();
        return code.isEmpty() ? null : CreditCode.read(code.toUpperCase(Locale.ROOT));
    }
}
