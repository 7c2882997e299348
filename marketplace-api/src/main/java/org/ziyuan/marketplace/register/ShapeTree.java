package org.ziyuan.marketplace.register;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationStatus;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries an act out, under the lock of the tree and in the transaction under way. Money, papers and people stay with the
 * organization they are booked on; only where it lies, what it is called and whether it stands changes.
 */
@Component
class ShapeTree {

    private final TreeRows rows;
    private final ActRules rules;
    private final OpenWork open;

    ShapeTree(TreeRows rows, ActRules rules, OpenWork open) {
        this.rows = rows;
        this.rules = rules;
        this.open = open;
    }

    /**
     * Does what is wanted.
     *
     * @param id of the organization that CREATE and SPLIT make
     * @throws Refusal the rules of {@link ActRules}; {@code organization-code-taken}, {@code school-code-taken}; {@code
     *     organization-kind-stays}, {@code organization-code-stays}; {@code organization-has-open} and {@code
     *     organization-has-below} for what cannot end yet; {@code organization-successor-unfit}
     */
    Mono<Void> carryOut(UUID id, ActWish wish) {
        return rows.lockTree().then(Mono.defer(() -> switch (wish.kind()) {
            case CREATE -> create(id, wish.said());
            case CHANGE -> change(wish.about(), wish.said());
            case MOVE -> move(wish.about(), wish.other());
            case SPLIT -> split(id, wish);
            case MERGE, CLOSE -> end(wish.about(), wish.otherId());
        }));
    }

    private Mono<Void> create(UUID id, OrganizationFacts facts) {
        return above(facts)
                .doOnNext(above -> rules.fits(facts.kind(), above.orElse(null)))
                .delayUntil(above -> rows.refuseTaken(null, facts))
                .flatMap(above -> rows.insert(List.of(NewOrganization.below(above.orElse(null), id, facts))));
    }

    private Mono<Optional<Organization>> above(OrganizationFacts facts) {
        UUID parent = facts.parentId();
        return parent == null ? Mono.just(Optional.empty()) : rows.find(parent).map(Optional::of);
    }

    private Mono<Void> change(UUID id, OrganizationFacts facts) {
        return rows.find(id)
                .doOnNext(rules::stands)
                .doOnNext(found -> stays(found, facts))
                .flatMap(found ->
                        rows.refuseTaken(id, facts).then(rows.change(List.of(new TreeRows.Changed(id, facts)))));
    }

    /** By its code files and paths know it, and its books by what it is. */
    private static void stays(Organization found, OrganizationFacts facts) {
        if (found.rank() != facts.kind()) {
            throw Refusal.invalid("organization-kind-stays").with("field", "kind");
        }
        if (!found.code().equals(facts.code())) {
            throw Refusal.invalid("organization-code-stays")
                    .with("code", found.code())
                    .with("field", "organizationCode");
        }
    }

    private Mono<Void> move(UUID id, UUID to) {
        return rows.find(id).zipWith(rows.find(to)).flatMap(both -> {
            Organization moved = both.getT1();
            Organization parent = both.getT2();
            rules.stands(moved);
            rules.noCycle(moved, parent);
            rules.fits(moved.rank(), parent);
            return parent.id().equals(moved.parentId()) ? Mono.empty() : rows.move(moved, parent);
        });
    }

    private Mono<Void> split(UUID id, ActWish wish) {
        OrganizationFacts facts = wish.said();
        return rows.find(wish.about())
                .doOnNext(rules::stands)
                .flatMap(from -> create(id, facts)
                        .then(rows.find(id))
                        .flatMap(made -> Flux.fromIterable(wish.children())
                                .concatMap(child -> rows.find(child)
                                        .doOnNext(found -> mustLieBelow(found, from))
                                        .flatMap(found -> move(found.id(), made.id())))
                                .then()));
    }

    private static void mustLieBelow(Organization child, Organization from) {
        if (!from.id().equals(child.parentId())) {
            throw Refusal.invalid("organization-child-unfit")
                    .with("name", child.name())
                    .with("parent", from.name())
                    .with("field", "children");
        }
    }

    /** What lies below follows the successor; without one nothing may lie below. */
    private Mono<Void> end(UUID id, @Nullable UUID successor) {
        return rows.find(id)
                .doOnNext(rules::stands)
                .delayUntil(ending -> open.refuse(ending, successor != null))
                .flatMap(ending -> (successor == null ? alone(ending) : into(ending, successor))
                        .then(OrganizationStatus.LIFE_CYCLE.next(
                                OrganizationStatus.valueOf(ending.status()), OrganizationStatus.Event.CLOSE))
                        .flatMap(to -> rows.end(id, to, successor)));
    }

    private Mono<Void> alone(Organization ending) {
        return rows.standingBelow(ending.id())
                .flatMap(below -> below.isEmpty()
                        ? Mono.empty()
                        : Mono.error(Refusal.conflict("organization-has-below")
                                .with("name", ending.name())
                                .with("number", below.size())
                                .with("first", below.get(0).name())));
    }

    private Mono<Void> into(Organization ending, UUID successor) {
        return rows.find(successor)
                .doOnNext(rules::stands)
                .doOnNext(heir -> mustSucceed(ending, heir))
                .flatMap(heir -> rows.standingBelow(ending.id())
                        .flatMapIterable(below -> below)
                        .concatMap(child -> move(child.id(), heir.id()))
                        .then());
    }

    private static void mustSucceed(Organization ending, Organization heir) {
        if (heir.isWithin(ending) || heir.rank() != ending.rank()) {
            throw Refusal.invalid("organization-successor-unfit")
                    .with("name", ending.name())
                    .with("successor", heir.name())
                    .with("field", "heir");
        }
    }
}
