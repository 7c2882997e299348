package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person who does everything at once when it is his turn, and is told when it is. He keeps the form token that his client
 * was given; all of them share the connections of one client, so that the load costs little beside what it asks for.
 */
final class PromptClerk implements Clerk {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final HttpClient client;
    private final RunningMarket market;
    private final Bell bell;
    private final Waits waits;
    private final String cookies;
    private final String token;

    PromptClerk(HttpClient client, RunningMarket market, String login, Bell bell, Waits waits) {
        Somebody entering = Somebody.signedIn(market, login);
        this.client = client;
        this.market = market;
        this.bell = bell;
        this.waits = waits;
        this.token = entering.token();
        this.cookies = entering.cookies();
    }

    @Override
    public JsonNode write(String method, String path, Map<String, ?> body) {
        return asked(method, path, JSON.writeValueAsString(body));
    }

    @Override
    public JsonNode read(String path) {
        return asked("GET", path, null);
    }

    @Override
    public JsonNode await(String path, Predicate<JsonNode> expected) {
        throw new UnsupportedOperationException("nobody here asks again and again");
    }

    @Override
    public JsonNode await(UUID requisition, String word, String path, Predicate<JsonNode> expected) {
        long begun = System.nanoTime();
        Void unused = bell.rings(requisition, word)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        waits.add(word, System.nanoTime() - begun);
        JsonNode seen = read(path);
        if (!expected.test(seen)) {
            throw new Insistent.Contradicted(path + " is " + seen);
        }
        return seen;
    }

    private JsonNode asked(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(market.at(path))
                .timeout(PATIENCE)
                .header("Cookie", cookies)
                .header("Origin", "http://127.0.0.1:" + market.port());
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .header("X-CSRF-TOKEN", token)
                    .header("Idempotency-Key", UUID.randomUUID().toString());
        }
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = sent(request.build());
        while (answer.statusCode() == 503 || answer.statusCode() == 429) {
            waits.sentAway();
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = sent(request.build());
        }
        if (answer.statusCode() / 100 != 2) {
            throw new Insistent.Contradicted(method + " " + path + " answers " + answer.statusCode() + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private HttpResponse<String> sent(HttpRequest request) {
        long begun = System.nanoTime();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException refused) {
            throw new UncheckedIOException(request.uri().toString(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            waits.add(request.method().equals("GET") ? "a reading" : "a write", System.nanoTime() - begun);
        }
    }
}
