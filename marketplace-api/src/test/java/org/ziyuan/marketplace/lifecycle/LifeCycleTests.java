package org.ziyuan.marketplace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LifeCycleTests {

    private enum Door {
        OPEN,
        SHUT,
        LOCKED
    }

    private enum Act {
        SHUT,
        OPEN,
        LOCK
    }

    private final LifeCycle<Door, Act> doors = LifeCycle.<Door, Act>of("door", Door.class, Door.OPEN)
            .permit(Door.OPEN, Act.SHUT, Door.SHUT)
            .permit(Door.SHUT, Act.OPEN, Door.OPEN)
            .permit(Door.SHUT, Act.LOCK, Door.LOCKED);

    @Test
    void followsAPermittedStep() {
        StepVerifier.create(doors.next(Door.SHUT, Act.LOCK))
                .expectNext(Door.LOCKED)
                .verifyComplete();
    }

    @Test
    void refusesAStepThatIsNotPermittedAndNamesStateAndEvent() {
        StepVerifier.create(doors.next(Door.LOCKED, Act.OPEN))
                .expectErrorSatisfies(error -> {
                    Refusal refusal = (Refusal) error;
                    assertThat(refusal.code()).isEqualTo("door-state-forbids");
                    assertThat(refusal.values())
                            .containsEntry("state", "LOCKED")
                            .containsEntry("event", "OPEN");
                })
                .verify();
    }

    @Test
    void decidesForManyDocumentsAtOnceWithoutMixingThem() {
        Flux<Door> decided = Flux.range(0, 400)
                .flatMap(
                        n -> doors.next(n % 2 == 0 ? Door.OPEN : Door.SHUT, n % 2 == 0 ? Act.SHUT : Act.OPEN)
                                .filter(next -> next == (n % 2 == 0 ? Door.SHUT : Door.OPEN))
                                .subscribeOn(Schedulers.parallel()),
                        16);

        StepVerifier.create(decided.count()).expectNext(400L).verifyComplete();
    }
}
