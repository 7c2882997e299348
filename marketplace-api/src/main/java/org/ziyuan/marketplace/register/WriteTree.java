package org.ziyuan.marketplace.register;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.intake.kept.IntakeKind.Progress;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.Portions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes the rows of a file into the tree: what is new by thousands, then what is called otherwise, then what moves. */
@Component
class WriteTree {

    private static final int AT_ONCE = 5_000;

    private final TreeRows rows;

    WriteTree(TreeRows rows) {
        this.rows = rows;
    }

    /** @param intake what the ids of new organizations follow from, so that a second try makes no second ones */
    Mono<Void> write(
            List<WrittenOrganization> written, TreeOfFile tree, StandingPart part, UUID intake, Progress progress) {
        List<WrittenOrganization> downwards = written.stream()
                .sorted(Comparator.comparing(row -> row.facts().kind()))
                .toList();
        Map<String, NewOrganization> made = made(downwards, tree, part, intake);
        List<NewOrganization> newOnes = new ArrayList<>(made.values());
        List<TreeRows.Changed> changed = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        for (WrittenOrganization row : downwards) {
            Organization there = part.of(row.key());
            if (there != null) {
                changed.add(new TreeRows.Changed(there.id(), row.beside(there)));
                UUID parent = idOf(tree.parentKey(row), made, part);
                if (parent != null && !parent.equals(there.parentId())) {
                    moves.add(new Move(there.id(), parent));
                }
            }
        }
        int[] done = {0};
        return Portions.write(
                        newOnes,
                        AT_ONCE,
                        some -> rows.insert(some).then(Mono.defer(() -> told(done, some.size(), progress))))
                .then(Portions.write(
                        changed,
                        AT_ONCE,
                        some -> rows.change(some).then(Mono.defer(() -> told(done, some.size(), progress)))))
                .thenMany(Flux.fromIterable(moves))
                .concatMap(this::move)
                .then();
    }

    private static Mono<Void> told(int[] done, int more, Progress progress) {
        done[0] += more;
        return progress.written(done[0]);
    }

    /** New ones at their places, parents first. */
    private static Map<String, NewOrganization> made(
            List<WrittenOrganization> downwards, TreeOfFile tree, StandingPart part, UUID intake) {
        Map<String, NewOrganization> made = new LinkedHashMap<>();
        for (WrittenOrganization row : downwards) {
            if (part.of(row.key()) == null) {
                UUID id = Ids.derived("organization", intake, row.key());
                NewOrganization above = made.get(tree.parentKey(row));
                made.put(
                        row.key(),
                        above == null
                                ? NewOrganization.below(part.of(tree.parentKey(row)), id, row.facts())
                                : above.child(id, row.facts()));
            }
        }
        return made;
    }

    private static @Nullable UUID idOf(String key, Map<String, NewOrganization> made, StandingPart part) {
        NewOrganization one = made.get(key);
        Organization there = part.of(key);
        return one != null ? one.id() : there != null ? there.id() : null;
    }

    private Mono<Void> move(Move move) {
        return rows.find(move.id())
                .zipWith(rows.find(move.parent()))
                .flatMap(both -> rows.move(both.getT1(), both.getT2()));
    }

    private record Move(UUID id, UUID parent) {}
}
