package org.ziyuan.marketplace.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Something that a page shows and that can change before the page's reader decides: each feature brings its own. */
public interface ShownDocument {

    /** Its name: the words of its facts are {@code shown.<name>.<fact>}, those of its state {@code state.<name>.<STATE>}. */
    String name();

    /** Locks it as the acts on it do, and first: from here to the end of the transaction it stays as it is. */
    Mono<Void> lock(UUID id);

    /**
     * What a person is shown of it and decides by, in the order of the page. What does not matter to a decision is left
     * out, or somebody would be refused for nothing. Refuses with not-found what the actor may not see.
     */
    Mono<Map<String, @Nullable Object>> facts(UUID id, Actor actor);

    /** The same of several, which who can asks at once; what is not there is not among the keys. */
    default Mono<Map<UUID, Map<String, @Nullable Object>>> factsOfEach(List<UUID> ids, Actor actor) {
        return Flux.fromIterable(ids)
                .flatMapSequential(id -> facts(id, actor).map(facts -> Map.entry(id, facts)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** A document whose feature knows already how to lock and how to find it. */
    static ShownDocument of(
            String name,
            Function<UUID, ? extends Mono<?>> lock,
            BiFunction<UUID, Actor, Mono<Map<String, @Nullable Object>>> facts) {
        return new ShownDocument() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Mono<Void> lock(UUID id) {
                return lock.apply(id).then();
            }

            @Override
            public Mono<Map<String, @Nullable Object>> facts(UUID id, Actor actor) {
                return facts.apply(id, actor);
            }
        };
    }

    /** Facts in their order: name, value, name, value. */
    static Map<String, @Nullable Object> facts(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        for (int place = 0; place < namesAndValues.length; place += 2) {
            facts.put(String.valueOf(namesAndValues[place]), namesAndValues[place + 1]);
        }
        return facts;
    }
}
