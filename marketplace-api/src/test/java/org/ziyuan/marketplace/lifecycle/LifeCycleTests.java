package org.ziyuan.marketplace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.StateMachineEventResult.ResultType;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import org.ziyuan.marketplace.licensing.LicenceState;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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

    private static final LifeCycle<Door, Act> DOORS = LifeCycle.<Door, Act>of("door", Door.class, Door.OPEN)
            .permit(Door.OPEN, Act.SHUT, Door.SHUT)
            .permit(Door.SHUT, Act.OPEN, Door.OPEN)
            .permit(Door.SHUT, Act.LOCK, Door.LOCKED);

    @Test
    void followsAPermittedStep() {
        StepVerifier.create(DOORS.next(Door.SHUT, Act.LOCK))
                .expectNext(Door.LOCKED)
                .verifyComplete();
    }

    @Test
    void refusesAStepThatIsNotPermittedAndNamesStateAndEvent() {
        StepVerifier.create(DOORS.next(Door.LOCKED, Act.OPEN))
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
    void refusesInWordsOfTheDocumentsOwn() {
        StepVerifier.create(DOORS.next(
                        Door.LOCKED,
                        Act.OPEN,
                        state -> Refusal.conflict("door-locked").with("state", state)))
                .expectErrorMatches(error -> ((Refusal) error).code().equals("door-locked"))
                .verify();
    }

    @Test
    void knowsWhereAnEventLeadsWhereItLeadsToOneState() {
        assertThat(DOORS.to(Act.LOCK)).isEqualTo(Door.LOCKED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DOORS.permit(Door.OPEN, Act.LOCK, Door.OPEN).to(Act.LOCK))
                .withMessageContaining("LOCK leads to");
    }

    /** The table was prepared from a machine that never ran; a running one decides the same. */
    static Stream<LifeCycle<?, ?>> lifeCycles() {
        return Stream.of(DOORS, OrderState.LIFE_CYCLE, LicenceState.LIFE_CYCLE, ListingState.LIFE_CYCLE);
    }

    @ParameterizedTest
    @MethodSource("lifeCycles")
    <S extends Enum<S>, E extends Enum<E>> void decidesAsARunningMachineDoes(LifeCycle<S, E> lifeCycle) {
        Class<E> events = lifeCycle.transitions().get(0).event().getDeclaringClass();
        for (S from : lifeCycle.initial().getDeclaringClass().getEnumConstants()) {
            for (E event : events.getEnumConstants()) {
                assertThat(lifeCycle
                                .next(from, event)
                                .onErrorResume(Refusal.class, refused -> Mono.empty())
                                .blockOptional())
                        .as("%s %s", from, event)
                        .isEqualTo(ran(lifeCycle.machine(), from, event));
            }
        }
    }

    private static <S, E> Optional<S> ran(StateMachine<S, E> machine, S from, E event) {
        return Flux.fromIterable(machine.getStateMachineAccessor().withAllRegions())
                .concatMap(region ->
                        region.resetStateMachineReactively(new DefaultStateMachineContext<>(from, null, null, null)))
                .then(machine.startReactively())
                .thenMany(machine.sendEvent(
                        Mono.just(MessageBuilder.withPayload(event).build())))
                .filter(result -> result.getResultType() == ResultType.ACCEPTED)
                .next()
                .map(accepted -> machine.getState().getId())
                .blockOptional();
    }

    @Test
    void decidesForManyDocumentsAtOnceWithoutMixingThem() {
        Flux<Door> decided = Flux.range(0, 400)
                .flatMap(
                        n -> DOORS.next(n % 2 == 0 ? Door.OPEN : Door.SHUT, n % 2 == 0 ? Act.SHUT : Act.OPEN)
                                .filter(next -> next == (n % 2 == 0 ? Door.SHUT : Door.OPEN))
                                .subscribeOn(Schedulers.parallel()),
                        16);

        StepVerifier.create(decided.count()).expectNext(400L).verifyComplete();
    }
}
