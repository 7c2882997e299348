package org.ziyuan.marketplace.register;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.kept.Compared;
import org.ziyuan.marketplace.intake.kept.Comparison;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeKind;
import org.ziyuan.marketplace.organization.Organization;
import reactor.core.publisher.Mono;

/** The tree of organizations by file: new ones, changed ones and moved ones, in any order of rows. */
@Component
class OrganizationFile implements IntakeKind<OrganizationColumn, WrittenOrganization> {

    private final StandingTree standing;
    private final WriteTree writing;
    private final TreeRows rows;

    OrganizationFile(StandingTree standing, WriteTree writing, TreeRows rows) {
        this.standing = standing;
        this.writing = writing;
        this.rows = rows;
    }

    @Override
    public String name() {
        return "organizations";
    }

    @Override
    public Columns<OrganizationColumn> columns() {
        return OrganizationColumn.ALL;
    }

    @Override
    public Role[] writers() {
        return ActRules.actors();
    }

    @Override
    public @Nullable WrittenOrganization read(FileRow<OrganizationColumn> row) {
        return WrittenOrganization.read(row);
    }

    @Override
    public Mono<Void> lock(Actor actor) {
        return rows.lockTree();
    }

    @Override
    public Mono<Comparison<OrganizationColumn, WrittenOrganization>> compare(
            List<Read<OrganizationColumn, WrittenOrganization>> read, Actor actor) {
        List<WrittenOrganization> written = read.stream().map(Read::row).toList();
        return standing.of(written, actor).flatMap(part -> {
            TreeOfFile tree = new TreeOfFile(written, part, actor);
            tree.judge();
            List<Compared<OrganizationColumn, WrittenOrganization>> compared =
                    read.stream().map(row -> compared(row, part, tree)).toList();
            return unmentioned(part, written, tree).map(left -> new Comparison<>(compared, left));
        });
    }

    private static Compared<OrganizationColumn, WrittenOrganization> compared(
            Read<OrganizationColumn, WrittenOrganization> read, StandingPart part, TreeOfFile tree) {
        WrittenOrganization row = read.row();
        Organization there = part.of(row.key());
        return new Compared<>(
                read,
                there == null ? null : OrganizationColumn.cells(there, part.parentOf(there)),
                OrganizationColumn.cells(row.beside(there), tree.parentCode(row)));
    }

    /** What stands directly below those that the file names as parents, and is not in it. */
    private Mono<List<Map<OrganizationColumn, String>>> unmentioned(
            StandingPart part, List<WrittenOrganization> written, TreeOfFile tree) {
        Set<UUID> mentioned = new HashSet<>();
        Set<UUID> parents = new HashSet<>();
        for (WrittenOrganization row : written) {
            Organization there = part.of(row.key());
            Organization above = part.of(tree.parentKey(row));
            if (there != null) {
                mentioned.add(there.id());
            }
            if (above != null) {
                parents.add(above.id());
            }
        }
        return standing.below(parents).map(below -> {
            List<Map<OrganizationColumn, String>> left = new ArrayList<>();
            for (Organization one : below) {
                if (!mentioned.contains(one.id())) {
                    left.add(OrganizationColumn.cells(one, codeAbove(one)));
                }
            }
            return left;
        });
    }

    /** The last step but one of its path. */
    private static String codeAbove(Organization one) {
        String[] steps = one.path().split("\\.", -1);
        return steps.length < 2 ? "" : steps[steps.length - 2];
    }

    @Override
    public Mono<Void> write(
            List<Compared<OrganizationColumn, WrittenOrganization>> wanted,
            Intake intake,
            Actor actor,
            IntakeKind.Progress progress) {
        List<WrittenOrganization> written =
                wanted.stream().map(row -> row.read().row()).toList();
        return standing.of(written, actor)
                .flatMap(part ->
                        writing.write(written, new TreeOfFile(written, part, actor), part, intake.id(), progress));
    }
}
