package org.ziyuan.marketplace.lifecycle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * The life cycle of one kind of document.
 *
 * <p>The row's state column is the truth; the life cycle only decides what may follow. A state machine is built of the
 * permitted steps once, and each decision is looked up in its table. The caller carries the answer into the row, as a
 * parameter of its {@code UPDATE}; a new row has the initial state by the column's default.
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
    private volatile @Nullable Map<S, Map<E, S>> table;

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
        return next(
                from,
                event,
                state -> Refusal.conflict(document + "-state-forbids")
                        .with("state", state.name())
                        .with("event", event.name()));
    }

    /** The same, refused in words of the document's own where the step is not permitted. */
    public Mono<S> next(S from, E event, Function<S, Refusal> refusal) {
        return Mono.fromCallable(() -> table().getOrDefault(from, Map.of()).get(event))
                .switchIfEmpty(Mono.error(() -> refusal.apply(from)));
    }

    /**
     * Names the one state to which an event leads. An {@code UPDATE} that finds the rows that permit it by itself, in its
     * {@code WHERE}, takes it as a parameter.
     */
    public S to(E event) {
        Set<S> targets = table().values().stream()
                .filter(steps -> steps.containsKey(event))
                .map(steps -> steps.get(event))
                .collect(Collectors.toSet());
        if (targets.size() != 1) {
            throw new IllegalArgumentException(document + ": " + event + " leads to " + targets);
        }
        return targets.iterator().next();
    }

    private Map<S, Map<E, S>> table() {
        Map<S, Map<E, S>> known = table;
        if (known == null) {
            known = prepared();
            table = known;
        }
        return known;
    }

    private Map<S, Map<E, S>> prepared() {
        Map<S, Map<E, S>> prepared = new EnumMap<>(states);
        machine()
                .getTransitions()
                .forEach(step -> prepared.computeIfAbsent(step.getSource().getId(), from -> new HashMap<>())
                        .put(step.getTrigger().getEvent(), step.getTarget().getId()));
        return prepared;
    }

    /** A machine that has not been started; whether it permits what its table says is for the tests. */
    StateMachine<S, E> machine() {
        try {
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
        } catch (Exception impossible) {
            throw new IllegalStateException("the life cycle of " + document, impossible);
        }
    }
}
