package org.ziyuan.marketplace.intake.kept;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.intake.kept.AskedIntakes.Asked;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Writes the files that a node was asked to write and did not live to, if their person still may. */
@Component
class FinishIntakes extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AskedIntakes asked;
    private final ApplyIntake apply;
    private final People people;

    FinishIntakes(AskedIntakes asked, ApplyIntake apply, People people, NodeRoles roles) {
        super(PAUSE, roles.relay());
        this.asked = asked;
        this.apply = apply;
        this.people = people;
    }

    @Override
    protected Mono<?> round() {
        return asked.leftBehind().concatMap(this::finish).then();
    }

    /** One that cannot be written any more waits for its person, as if it had been refused to his face. */
    private Mono<Void> finish(Asked one) {
        return people.actor(one.person(), one.organization())
                .flatMap(actor -> apply.apply(one.id(), one.leaving(), actor))
                .switchIfEmpty(asked.gaveUp(one.id()).then(Mono.empty()))
                .onErrorResume(Refusal.class, refusal -> Mono.empty())
                .then();
    }
}
