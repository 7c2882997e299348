package org.ziyuan.marketplace.register;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Makes planned acts true on their day, one after the other. */
@Component
class CarryPlannedActs extends Rounds {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_A_ROUND = 500;

    private final ActUponTree acts;

    CarryPlannedActs(ActUponTree acts) {
        super(PAUSE, true);
        this.acts = acts;
    }

    @Override
    protected Mono<?> round() {
        return acts.carryOutOneDue()
                .repeat(MOST_A_ROUND)
                .takeUntil(done -> !done)
                .then();
    }
}
