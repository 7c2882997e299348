package org.ziyuan.catalog.index;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchAsyncClient;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ResponseException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The door to the search nodes. Nothing in it blocks; when the nodes are away every question ends in {@link EngineAway}
 * at once for a while, so that an outage costs the shop nothing but its ranking.
 */
@Component
public class SearchEngine implements DisposableBean {

    private final SearchNodeSettings settings;
    private final @Nullable OpenSearchTransport transport;
    private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());

    SearchEngine(SearchNodeSettings settings) {
        this.settings = settings;
        this.transport = settings.url().isEmpty() ? null : Transport.to(settings);
    }

    /** The name behind which the index of the day stands. */
    public String alias() {
        return settings.alias();
    }

    /** A question of the shop's: it has the patience of a person. */
    public <T> Mono<T> ask(Question<T> question) {
        return ask(question, settings.queryTimeout());
    }

    <T> Mono<T> ask(Question<T> question, Duration patience) {
        return Mono.defer(() -> {
                    if (transport == null) {
                        return Mono.error(new EngineAway("no search node is configured", null));
                    }
                    if (System.nanoTime() - askAgainAt.get() < 0) {
                        return Mono.error(new EngineAway("the search nodes were away a moment ago", null));
                    }
                    OpenSearchAsyncClient client = new OpenSearchAsyncClient(transport, Transport.within(patience));
                    return Mono.fromFuture(() -> put(question, client)).timeout(patience);
                })
                .onErrorMap(
                        CompletionException.class, wrapped -> wrapped.getCause() == null ? wrapped : wrapped.getCause())
                .onErrorMap(SearchEngine::isAway, this::leaveAlone);
    }

    @Override
    public void destroy() throws IOException {
        if (transport != null) {
            transport.close();
        }
    }

    private static <T> CompletableFuture<T> put(Question<T> question, OpenSearchAsyncClient client) {
        try {
            return question.put(client);
        } catch (IOException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** A node that answers with an error of its own, or an index that is not there yet, is as good as away. */
    private static boolean isAway(Throwable failure) {
        if (failure instanceof ResponseException response) {
            return response.status() >= 500;
        }
        if (failure instanceof OpenSearchException answer) {
            return answer.status() >= 500 || answer.status() == 429 || answer.status() == 404;
        }
        return failure instanceof IOException || failure instanceof TimeoutException;
    }

    private EngineAway leaveAlone(Throwable failure) {
        boolean answered = failure instanceof OpenSearchException answer && answer.status() == 404;
        if (!answered) {
            askAgainAt.set(System.nanoTime() + settings.pause().toNanos());
        }
        return new EngineAway("the search nodes are away: " + failure, failure);
    }

    /** One call of the client. */
    @FunctionalInterface
    public interface Question<T> {
        CompletableFuture<T> put(OpenSearchAsyncClient client) throws IOException;
    }
}
