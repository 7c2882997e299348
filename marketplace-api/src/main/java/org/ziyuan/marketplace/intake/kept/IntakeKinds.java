package org.ziyuan.marketplace.intake.kept;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;

/** All kinds of file that come in, each declared by its feature. */
@Component
public class IntakeKinds {

    private final List<IntakeKind<?, ?>> kinds;

    IntakeKinds(List<IntakeKind<?, ?>> kinds) {
        this.kinds =
                kinds.stream().sorted(Comparator.comparing(IntakeKind::name)).toList();
    }

    /** @throws Refusal {@code intake-kind-not-found}, also for one the actor may not bring in */
    public IntakeKind<?, ?> named(String name, Actor actor) {
        return of(actor)
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("intake-kind", name));
    }

    /** Those the actor may bring in. */
    public Stream<IntakeKind<?, ?>> of(Actor actor) {
        return kinds.stream().filter(kind -> actor.isAnyOf(kind.writers()));
    }

    /** Everybody who may bring in any. */
    public Role[] writers() {
        return kinds.stream()
                .flatMap(kind -> Stream.of(kind.writers()))
                .distinct()
                .sorted()
                .toArray(Role[]::new);
    }
}
