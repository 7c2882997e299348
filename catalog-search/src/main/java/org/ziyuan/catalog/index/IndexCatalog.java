package org.ziyuan.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Request;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.opensearch.indices.update_aliases.Action;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The indexes on the nodes: which one is the index of the day, making another, putting it in the other's place. */
@Component
class IndexCatalog {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SearchEngine engine;
    private final CatalogWords words;

    IndexCatalog(SearchEngine engine, CatalogWords words) {
        this.engine = engine;
        this.words = words;
    }

    /** The index behind the alias, if it has the layout of this program. */
    Mono<Optional<String>> ofTheDay() {
        return names().map(names -> names.stream()
                .filter(Name::aliased)
                .map(Name::index)
                .filter(index -> index.startsWith(engine.alias() + "-" + words.version() + "-"))
                .max(Comparator.naturalOrder()));
    }

    Mono<String> create() {
        String index = "%s-%s-%d".formatted(engine.alias(), words.version(), System.currentTimeMillis());
        Request request = Requests.builder()
                .method("PUT")
                .endpoint("/" + index)
                .json(IndexLayout.JSON)
                .build();
        return engine.ask(client -> new OpenSearchGenericClient(client._transport()).executeAsync(request), PATIENCE)
                .map(IndexCatalog::status)
                .flatMap(status -> status == 200
                        ? Mono.just(index)
                        : Mono.error(new EngineAway("index not created: " + status, null)));
    }

    private static int status(Response response) {
        try (response) {
            return response.getStatus();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    /**
     * Moves the alias in one step, so that every search sees the old index or the new one. What it stood for stays, for
     * searches that are under way.
     */
    Mono<Void> putInPlace(String index) {
        return names().map(names -> moves(index, names))
                .flatMap(moves ->
                        engine.ask(client -> client.indices().updateAliases(update -> update.actions(moves)), PATIENCE))
                .then();
    }

    /** Removes every other index that bears our name, the half-made ones of processes that died as well. */
    Mono<Void> removeAllBut(String index) {
        return names().flatMapIterable(names -> names)
                .map(Name::index)
                .filter(other -> !other.equals(index))
                .concatMap(other -> engine.ask(client -> client.indices().delete(gone -> gone.index(other)), PATIENCE))
                .then();
    }

    Mono<Void> refresh(String index) {
        return engine.ask(client -> client.indices().refresh(refresh -> refresh.index(index)), PATIENCE)
                .then();
    }

    private List<Action> moves(String index, List<Name> names) {
        List<Action> moves = new ArrayList<>();
        moves.add(Action.of(move -> move.add(add -> add.index(index).alias(engine.alias()))));
        names.stream()
                .filter(name -> name.aliased() && !name.index().equals(index))
                .forEach(old -> moves.add(Action.of(
                        move -> move.remove(remove -> remove.index(old.index()).alias(engine.alias())))));
        return moves;
    }

    private Mono<List<Name>> names() {
        return engine.ask(client -> client.indices().getAlias(get -> get.index(engine.alias() + "-*")), PATIENCE)
                .map(found -> found.result().entrySet().stream()
                        .filter(entry -> entry.getKey()
                                .substring(engine.alias().length())
                                .matches("-[0-9a-f]{8}-[0-9]+"))
                        .map(entry -> new Name(
                                entry.getKey(), entry.getValue().aliases().containsKey(engine.alias())))
                        .toList());
    }

    private record Name(String index, boolean aliased) {}
}
