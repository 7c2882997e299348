package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.row.Columns.read;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * Counts for all nodes how often signing in failed lately. It counts an account from one address, an account from
 * everywhere, and one address. On a device that its owner has used before only the failures on that device count,
 * so that no stranger, and no neighbour behind the same address, can keep a person out.
 *
 * <p>An attempt is counted before the password is looked at, by one guarded statement: a hundred guesses at the same
 * moment are a hundred attempts, and only as many as the limit reach the password.
 */
@Component
public class SignInFailures {

    /** A window that begins in the future was opened before the clock was set back; nobody waits for it. */
    private static final String WINDOW_IS_OVER = "(f.window_started_at <= now() - make_interval(secs => :window)"
            + " or f.window_started_at > now() + interval '1 minute')";

    private final DatabaseClient database;
    private final SignInSettings settings;
    private final KnownDevices devices;

    SignInFailures(DatabaseClient database, SignInSettings settings, KnownDevices devices) {
        this.database = database;
        this.devices = devices;
        this.settings = settings;
    }

    /**
     * Counts an attempt. Refuses with {@code sign-in-paused} when there were too many.
     *
     * @param device what the device holds of earlier sign-ins, if anything
     */
    public Mono<Void> count(String login, String source, @Nullable String device) {
        SignInAttempt attempt = new SignInAttempt(login, source, device);
        return devices.knows(login, device)
                .flatMap(known -> known
                        ? count(attempt.onDevice(), settings.failuresTogether())
                        : count(attempt.together(), settings.failuresTogether())
                                .then(Mono.defer(() -> count(attempt.account(), settings.failuresPerAccount())))
                                .then(Mono.defer(() -> count(attempt.address(), settings.failuresPerSource()))));
    }

    /** The attempt succeeded: the account starts afresh, and the address gets this one attempt back. */
    public Mono<Void> forgive(String login, String source, @Nullable String device) {
        SignInAttempt attempt = new SignInAttempt(login, source, device);
        return database.sql("""
                        with forgiven as (delete from sign_in_failure where bucket in (:account, :together, :device))
                        update sign_in_failure set failures = failures - 1 where bucket = :address and failures > 1
                        """)
                .bind("account", attempt.account())
                .bind("together", attempt.together())
                .bind("device", attempt.onDevice())
                .bind("address", attempt.address())
                .then();
    }

    /** Counts that somebody at this address types a code of an invitation. Refuses with {@code sign-in-paused}. */
    Mono<Void> countCode(String source) {
        return count(code(source), settings.failuresPerSource());
    }

    /** The code was one: it was no guess. */
    Mono<Void> forgiveCode(String source) {
        return database.sql("update sign_in_failure set failures = failures - 1 where bucket = :code and failures > 1")
                .bind("code", code(source))
                .then();
    }

    private static byte[] code(String source) {
        return Sha256.of("code:" + source);
    }

    private Mono<Void> count(byte[] bucket, int limit) {
        return database.sql("""
                        insert into sign_in_failure as f (bucket, failures) values (:bucket, 1)
                        on conflict (bucket) do update
                           set failures = case when %1$s then 1 else f.failures + 1 end,
                               window_started_at = case when %1$s then now() else f.window_started_at end
                         where f.failures < :limit or %1$s
                        """.formatted(WINDOW_IS_OVER))
                .bind("bucket", bucket)
                .bind("limit", limit)
                .bind("window", (double) settings.window().toSeconds())
                .fetch()
                .rowsUpdated()
                .flatMap(counted -> counted > 0 ? Mono.<Void>empty() : refuse(bucket));
    }

    private Mono<Void> refuse(byte[] bucket) {
        return database.sql("""
                        select greatest(1, ceil(extract(epoch from
                                 window_started_at + make_interval(secs => :window) - now())))::bigint as pause
                          from sign_in_failure where bucket = :bucket
                        """)
                .bind("bucket", bucket)
                .bind("window", (double) settings.window().toSeconds())
                .map(row -> Duration.ofSeconds(read(row, "pause", Long.class)))
                .one()
                .defaultIfEmpty(Duration.ofSeconds(1))
                .flatMap(pause -> Mono.error(Refusal.of(Refusal.Kind.TOO_MANY, "sign-in-paused")
                        .with("minutes", (pause.toSeconds() + 59) / 60)
                        .with("retryAfter", pause)));
    }
}
