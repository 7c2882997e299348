package org.ziyuan.marketplace.register;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.refusal.Refusal;

/** The rows of a file as the tree they make with what stands; what does not fit is noted in its row. */
final class TreeOfFile {

    /** More tiers than there are; whoever climbs further goes round. */
    private static final int HIGHEST = 16;

    private final Map<String, WrittenOrganization> rows = new HashMap<>();
    private final StandingPart standing;
    private final Actor actor;

    TreeOfFile(List<WrittenOrganization> written, StandingPart standing, Actor actor) {
        this.standing = standing;
        this.actor = actor;
        Map<String, Integer> schoolCodes = new HashMap<>();
        for (WrittenOrganization row : written) {
            WrittenOrganization first = rows.putIfAbsent(row.key(), row);
            if (first != null) {
                row.row()
                        .fault(
                                OrganizationColumn.CODE,
                                repeated(row.facts().code(), first.row().number()));
            }
            String code = row.facts().schoolCode();
            Integer before = code == null
                    ? null
                    : schoolCodes.putIfAbsent(code, row.row().number());
            if (code != null && before != null) {
                row.row().fault(OrganizationColumn.SCHOOL_CODE, repeated(code, before));
            }
        }
    }

    private static Refusal repeated(String code, int first) {
        return Refusal.invalid("organization-row-repeated").with("code", code).with("first", first);
    }

    void judge() {
        rows.values().forEach(row -> {
            OrganizationColumn column = OrganizationColumn.CODE;
            try {
                Organization there = standing.of(row.key());
                mayChange(row, there);
                column = OrganizationColumn.SCHOOL_CODE;
                schoolCodeIsFree(row);
                column = OrganizationColumn.PARENT;
                liesWell(row, there);
            } catch (Refusal refused) {
                row.row().fault(column, refused);
            }
        });
    }

    private void mayChange(WrittenOrganization row, @Nullable Organization there) {
        if (there == null) {
            return;
        }
        if (!isMine(there)) {
            throw Refusal.conflict("organization-code-taken-elsewhere")
                    .with("code", row.facts().code());
        }
        if (there.isOver()) {
            throw Refusal.conflict("organization-over").with("name", there.name());
        }
        if (there.rank() != row.facts().kind()) {
            throw Refusal.invalid("organization-kind-stays").with("field", "kind");
        }
        if (there.id().equals(actor.organizationId()) && !actor.is(Role.OPERATOR) && changes(row, there)) {
            throw Refusal.forbidden("organization-own");
        }
    }

    private boolean changes(WrittenOrganization row, Organization there) {
        return !OrganizationColumn.cells(there, standing.parentOf(there))
                .equals(OrganizationColumn.cells(row.beside(there), parentCode(row)));
    }

    /** A bureau writes what lies below it, and may name itself in its file. */
    private boolean isMine(Organization there) {
        return actor.is(Role.OPERATOR) || actor.decidesFor(there.path());
    }

    private void schoolCodeIsFree(WrittenOrganization row) {
        String code = row.facts().schoolCode();
        String whose = code == null ? null : standing.schoolCodes().get(code);
        if (whose != null && !whose.equals(row.key())) {
            throw Refusal.conflict("school-code-taken-elsewhere").with("code", String.valueOf(code));
        }
    }

    private void liesWell(WrittenOrganization row, @Nullable Organization there) {
        String parent = parentKey(row);
        if (parent.equals(there == null ? null : parentKeyOf(there))) {
            return;
        }
        if (parent.isEmpty()) {
            mayStandAtTheTop(row);
            return;
        }
        OrganizationKind above = kindOf(parent);
        if (above == null) {
            throw Refusal.invalid("organization-parent-unknown")
                    .with("parent", Identifier.shown(row.row().text(OrganizationColumn.PARENT)));
        }
        if (goesRound(row)) {
            throw Refusal.conflict("organization-cycle")
                    .with("name", row.facts().name())
                    .with("parent", nameOf(parent));
        }
        if (!row.facts().kind().mayLieBelow(above)) {
            throw unfit(row, nameOf(parent));
        }
    }

    private void mayStandAtTheTop(WrittenOrganization row) {
        if (!actor.is(Role.OPERATOR) || !row.facts().kind().mayLieBelow(null)) {
            throw unfit(row, "—");
        }
    }

    private static Refusal unfit(WrittenOrganization row, String parent) {
        return Refusal.invalid("organization-parent-unfit")
                .with("kind", row.facts().kind().words().get(0))
                .with("parent", parent);
    }

    /** A new row that names no parent lies below the bureau that brings the file; a row of before stays where it is. */
    String parentKey(WrittenOrganization row) {
        if (!row.parentKey().isEmpty()) {
            return row.parentKey();
        }
        Organization there = standing.of(row.key());
        return there == null ? standing.own() : parentKeyOf(there);
    }

    /** The code of the parent as it is known. */
    String parentCode(WrittenOrganization row) {
        String key = parentKey(row);
        Organization there = standing.of(key);
        WrittenOrganization above = rows.get(key);
        return there != null ? there.code() : above != null ? above.facts().code() : key;
    }

    private String parentKeyOf(Organization there) {
        return new Identifier(standing.parentOf(there)).key();
    }

    /** Of the one that is named, in the actor's own part of the tree or in the file; null where it is in neither. */
    private @Nullable OrganizationKind kindOf(String key) {
        Organization there = standing.of(key);
        if (there != null) {
            return there.isOver() || !isMine(there) ? null : there.rank();
        }
        WrittenOrganization row = rows.get(key);
        return row == null ? null : row.facts().kind();
    }

    private String nameOf(String key) {
        WrittenOrganization row = rows.get(key);
        Organization there = standing.of(key);
        return row != null ? row.facts().name() : there != null ? there.name() : key;
    }

    private boolean goesRound(WrittenOrganization row) {
        Organization there = standing.of(row.key());
        String step = parentKey(row);
        for (int height = 0; height < HIGHEST && !step.isEmpty(); height++) {
            Organization above = standing.of(step);
            if (step.equals(row.key())) {
                return true;
            }
            WrittenOrganization next = rows.get(step);
            if (next == null) {
                return there != null && above != null && above.isWithin(there);
            }
            step = parentKey(next);
        }
        return !step.isEmpty();
    }
}
