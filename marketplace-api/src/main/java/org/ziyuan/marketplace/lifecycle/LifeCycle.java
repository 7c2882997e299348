package org.ziyuan.marketplace.lifecycle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.StateMachineEventResult.ResultType;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The life cycle of one kind of document.
 *
 * <p>The row's state column is the truth; the machine only decides what may follow. Each decision uses a machine of its
 * own, set to the row's state, so nothing is remembered between two documents. The caller carries the answer into the
 * row with {@code UPDATE … WHERE state = <from>}.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class LifeCycle<S extends Enum<S>, E extends Enum<E>> {

    /** One permitted step. */
    public record Transition<S, E>(S from, E event, S to) {}

    private final String document;
    private final Class<S> states;
    private final S initial;
    private final List<Transition<S, E>> transitions = new ArrayList<>();

    private LifeCycle(String document, Class<S> states, S initial) {
        this.document = document;
        this.states = states;
        this.initial = initial;
    }

    /** @param document the word for it in refusals and docs, such as {@code purchase-order} */
    public static <S extends Enum<S>, E extends Enum<E>> LifeCycle<S, E> of(
            String document, Class<S> states, S initial) {
        return new LifeCycle<>(document, states, initial);
    }

    /** The same life cycle with one more permitted step. */
    public LifeCycle<S, E> permit(S from, E event, S to) {
        LifeCycle<S, E> more = new LifeCycle<>(document, states, initial);
        more.transitions.addAll(transitions);
        more.transitions.add(new Transition<>(from, event, to));
        return more;
    }

    public String document() {
        return document;
    }

    public S initial() {
        return initial;
    }

    public List<Transition<S, E>> transitions() {
        return List.copyOf(transitions);
    }

    /**
     * The state that follows.
     *
     * @return the next state, or the refusal {@code <document>-state-forbids} with the state and the event
     */
    public Mono<S> next(S from, E event) {
        return Mono.usingWhen(machineAt(from), machine -> decision(machine, from, event), StateMachine::stopReactively);
    }

    private Mono<S> decision(StateMachine<S, E> machine, S from, E event) {
        return machine.sendEvent(Mono.just(MessageBuilder.withPayload(event).build()))
                .next()
                .filter(result -> result.getResultType() == ResultType.ACCEPTED)
                .map(accepted -> machine.getState().getId())
                .switchIfEmpty(Mono.error(() -> Refusal.conflict(document + "-state-forbids")
                        .with("state", from.name())
                        .with("event", event.name())));
    }

    private Mono<StateMachine<S, E>> machineAt(S from) {
        return Mono.fromCallable(this::build)
                .flatMap(machine -> Flux.fromIterable(
                                machine.getStateMachineAccessor().withAllRegions())
                        .concatMap(region -> region.resetStateMachineReactively(
                                new DefaultStateMachineContext<>(from, null, null, null)))
                        .then(machine.startReactively())
                        .thenReturn(machine));
    }

    private StateMachine<S, E> build() throws Exception {
        StateMachineBuilder.Builder<S, E> builder = StateMachineBuilder.builder();
        builder.configureConfiguration().withConfiguration().autoStartup(false);
        builder.configureStates().withStates().initial(initial).states(EnumSet.allOf(states));
        for (Transition<S, E> step : transitions) {
            builder.configureTransitions()
                    .withExternal()
                    .source(step.from())
                    .event(step.event())
                    .target(step.to());
        }
        return builder.build();
    }
}
