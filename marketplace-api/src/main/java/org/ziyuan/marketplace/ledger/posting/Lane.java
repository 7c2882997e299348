package org.ziyuan.marketplace.ledger.posting;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Clash;
import org.ziyuan.marketplace.transaction.SqlState;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** One transaction of gathered postings at a time; a bounded number of postings waits for the next. */
final class Lane {

    private final PostJournals journals;
    private final LedgerSettings settings;
    private final Queue<Waiting> queue;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Taken from the queue, and left for the next batch because it could depend on this one. */
    private @Nullable Waiting first;

    /** Half of those who went together last, and who is told when as many have gathered again. */
    private volatile int company;

    private volatile Sinks.@Nullable Empty<Void> gathered;

    Lane(PostJournals journals, LedgerSettings settings) {
        this.journals = journals;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.queue());
    }

    /** Posts what was asked for even if the caller goes away. */
    Mono<PostingAnswer> post(Journal journal) {
        return Mono.defer(() -> {
            Waiting waiting = new Waiting(journal, Sinks.one());
            if (!queue.offer(waiting)) {
                return Mono.error(Refusal.of(Refusal.Kind.UNAVAILABLE, "ledger-busy"));
            }
            work();
            tellWhenGathered();
            return waiting.answer().asMono();
        });
    }

    private void work() {
        if (busy.compareAndSet(false, true)) {
            Disposable unused = Mono.defer(this::gather)
                    .then(Mono.defer(this::commitNext))
                    .repeat(() -> !queue.isEmpty() || first != null)
                    .subscribe(nothing -> {}, bug -> rest(), this::rest);
        }
    }

    /**
     * Waits a moment for the callers that were answered together, because they often ask together again. A transaction
     * that begins with the first of them leaves the others waiting for the next.
     */
    private Mono<Void> gather() {
        if (settings.linger().isZero() || queue.size() >= company) {
            return Mono.empty();
        }
        Sinks.Empty<Void> enough = Sinks.empty();
        gathered = enough;
        tellWhenGathered();
        return Mono.firstWithSignal(
                        enough.asMono(), Mono.delay(settings.linger()).then())
                .doOnTerminate(() -> gathered = null);
    }

    private void tellWhenGathered() {
        Sinks.Empty<Void> enough = gathered;
        if (enough != null && queue.size() >= company) {
            Sinks.EmitResult unused = enough.tryEmitEmpty();
        }
    }

    private void rest() {
        busy.set(false);
        if (!queue.isEmpty() || first != null) {
            work();
        }
    }

    private Mono<Void> commitNext() {
        List<Waiting> batch = batch();
        return commit(batch)
                .onErrorResume(failure -> batch.size() == 1 || failure instanceof Refusal
                        ? tell(batch, failure)
                        : Flux.fromIterable(batch).concatMap(this::alone).then());
    }

    private Mono<Void> alone(Waiting waiting) {
        return commit(List.of(waiting)).onErrorResume(failure -> tell(List.of(waiting), failure));
    }

    private Mono<Void> commit(List<Waiting> batch) {
        List<Journal> together = batch.stream().map(Waiting::journal).toList();
        // An attempt may itself wait for a connection, so the time decides and not the number of attempts alone.
        long deadline = System.nanoTime() + settings.patience().toNanos();
        return journals.call(together, true)
                .retryWhen(Retry.backoff(3, Duration.ofMillis(2)).filter(Clash::is))
                .retryWhen(Retry.fixedDelay(retries(), Duration.ofMillis(200))
                        .filter(away -> isAway(away) && System.nanoTime() < deadline))
                .onErrorMap(Lane::isAway, away -> Refusal.of(Refusal.Kind.UNAVAILABLE, "ledger-unavailable"))
                .doOnNext(answers -> tell(batch, answers))
                .then();
    }

    private long retries() {
        return Math.max(1, settings.patience().toMillis() / 200);
    }

    /** From the queue, in order, up to the first that could depend on one before it. */
    private List<Waiting> batch() {
        List<Waiting> batch = new ArrayList<>();
        Set<UUID> named = new HashSet<>();
        Waiting next = first == null ? queue.poll() : first;
        first = null;
        while (next != null) {
            Set<UUID> names = next.journal().names();
            if (names.stream().anyMatch(named::contains)) {
                first = next;
                break;
            }
            named.addAll(names);
            batch.add(next);
            next = batch.size() < settings.batch() ? queue.poll() : null;
        }
        company = batch.size() / 2;
        return batch;
    }

    private static void tell(List<Waiting> batch, List<PostingAnswer> answers) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().emitValue(answers.get(i), Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    private static Mono<Void> tell(List<Waiting> batch, Throwable failure) {
        batch.forEach(waiting -> waiting.answer().emitError(failure, Sinks.EmitFailureHandler.FAIL_FAST));
        return Mono.empty();
    }

    /** The server shuts down, starts or has no connection left (classes 57P, 08, 53); or it says nothing at all. */
    private static boolean isAway(Throwable error) {
        String state = SqlState.of(error);
        if (!state.isEmpty()) {
            return state.startsWith("57P") || state.startsWith("08") || state.startsWith("53");
        }
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof R2dbcTransientResourceException
                    || cause instanceof R2dbcTimeoutException
                    || cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private record Waiting(Journal journal, Sinks.One<PostingAnswer> answer) {}
}
