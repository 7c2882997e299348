package org.ziyuan.storefront.journey;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person whose client does not give up: the same request with the same key, to whichever node answers, until it is
 * answered for good. What is refused for good is a contradiction, because nobody here asks for what is not allowed.
 */
final class Insistent implements Clerk {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ONE_ANSWER = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofMillis(400);

    /** Longer than any fault lasts, the start of a node included. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Acknowledgements log;
    private final Supplier<Somebody> entrance;
    private @Nullable Somebody somebody;

    Insistent(IntFunction<RunningMarket> nodes, String login, Acknowledgements log) {
        this.log = log;
        this.entrance = () -> Somebody.signedIn(nodes, login, ONE_ANSWER);
    }

    @Override
    public JsonNode write(String method, String path, Map<String, ?> body) {
        String key = UUID.randomUUID().toString();
        return insist(method + " " + path, who -> who.write(method, path, body, key));
    }

    @Override
    public JsonNode read(String path) {
        return insist("GET " + path, who -> who.tryGet(path));
    }

    /** Reads again and again until it is as expected. */
    @Override
    public JsonNode await(String path, Predicate<JsonNode> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode seen = read(path);
        while (!expected.test(seen)) {
            if (System.nanoTime() > deadline) {
                throw new Stuck(path + " stays " + seen);
            }
            pause();
            seen = read(path);
        }
        return seen;
    }

    private JsonNode insist(String words, Attempt attempt) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> answer = attempt.with(person());
                if (answer.statusCode() / 100 == 2) {
                    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
                }
                last = answer.statusCode() + " " + answer.body();
                if (!comesBack(answer)) {
                    throw new Contradicted(words + " answers " + last);
                }
            } catch (UncheckedIOException unanswered) {
                last = unanswered.toString();
            }
            int unused = log.retries.incrementAndGet();
            pause();
        }
        throw new Stuck(words + " is never answered; last " + last);
    }

    private Somebody person() {
        Somebody known = somebody;
        if (known == null) {
            known = entrance.get();
            somebody = known;
        }
        return known;
    }

    /** What a client does again: too busy, away, or still at it. */
    private static boolean comesBack(HttpResponse<String> answer) {
        return answer.statusCode() >= 502
                || answer.statusCode() == 429
                || answer.body().contains("idempotency-key-in-flight");
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE.toMillis()));
    }

    private interface Attempt {
        HttpResponse<String> with(Somebody person);
    }

    /** A refusal of what was allowed. */
    static final class Contradicted extends RuntimeException {
        Contradicted(String message) {
            super(message);
        }
    }

    /** Nothing happened for too long. */
    static final class Stuck extends RuntimeException {
        Stuck(String message) {
            super(message);
        }
    }
}
