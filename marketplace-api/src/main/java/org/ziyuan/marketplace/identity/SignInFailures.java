package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.row.Columns.read;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.WrittenLast;
import org.ziyuan.marketplace.vigilance.Vigilance;
import org.ziyuan.marketplace.vigilance.Vigilance.Kind;
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

    private static final String COUNTED = """
            with device as (
              select exists (select from known_device d join person p on p.id = d.person_id
                              where p.login = :login and d.token_hash = :device) as known),
            first as (%s), second as (%s), third as (%s)
            select case when not exists (select from first) then case when known then :onDevice else :together end
                        when known or exists (select from third) then null
                        when not exists (select from second) then :account
                        else :address end as full_bucket,
                   p.id, p.login, p.password_hash, p.status, %%s
              from device left join person p on p.login = :login
            """.formatted(
                    counting("case when known then :onDevice else :together end", "device", ":mostTogether"),
                    counting(":account", "device, first where not known", ":mostAccount"),
                    counting(":address", "device, second where not known", ":mostAddress"));

    private final DatabaseClient database;
    private final SignInSettings settings;
    private final Vigilance vigilance;

    SignInFailures(DatabaseClient database, SignInSettings settings, Vigilance vigilance) {
        this.vigilance = vigilance;
        this.database = database;
        this.settings = settings;
    }

    /**
     * Counts an attempt. Refuses with {@code sign-in-paused} when there were too many.
     *
     * @param device what the device holds of earlier sign-ins, if anything
     */
    public Mono<Void> count(String login, String source, @Nullable String device) {
        return counted(login, source, device, Beside.NOTHING).then();
    }

    /**
     * Counts an attempt and reads what its password is compared with, and more about that person, in one statement. A bucket is
     * counted only where the one before let the attempt pass. Refuses with {@code sign-in-paused}.
     */
    <T> Mono<Attempted<T>> counted(String login, String source, @Nullable String device, Beside<T> beside) {
        SignInAttempt attempt = new SignInAttempt(login, source, device);
        return database.sql(COUNTED.formatted(beside.question()))
                .bindValues(beside.values())
                .bind("login", login)
                .bind("device", Parameter.fromOrEmpty(KnownDevices.hash(device), byte[].class))
                .bind("onDevice", attempt.onDevice())
                .bind("together", attempt.together())
                .bind("account", attempt.account())
                .bind("address", attempt.address())
                .bind("mostTogether", settings.failuresTogether())
                .bind("mostAccount", settings.failuresPerAccount())
                .bind("mostAddress", settings.failuresPerSource())
                .bind("window", (double) settings.window().toSeconds())
                .map(row -> Attempted.of(row, beside))
                .one()
                .flatMap(counted -> {
                    byte[] full = counted.full();
                    return full == null ? Mono.just(counted) : refuse(full);
                });
    }

    /**
     * Tells the operator of an attempt that was refused, or paused before it was looked at.
     *
     * @param who a digest of what was typed, or the person; empty for a guest
     */
    public void notice(Refusal refusal, String who, String source) {
        boolean paused = refusal.code().equals("sign-in-paused");
        vigilance.notice(paused ? Kind.SIGN_IN_PAUSED : Kind.SIGN_IN_REFUSED, source, who, refusal.code());
    }

    /** The attempt succeeded: the account starts afresh, and the address gets this one attempt back. */
    public Mono<Void> forgive(String login, String source, @Nullable String device) {
        SignInAttempt attempt = new SignInAttempt(login, source, device);
        return WrittenLast.call(
                database,
                "sign_in_succeeded(:together, :account, :device, :address)",
                Map.of(
                        "together", attempt.together(),
                        "account", attempt.account(),
                        "device", attempt.onDevice(),
                        "address", attempt.address()));
    }

    /** Counts that somebody at this address types a code of an invitation. Refuses with {@code sign-in-paused}. */
    Mono<Void> countCode(String source) {
        return count(code(source), settings.failuresPerSource());
    }

    /** Counts that somebody at this address asks for a new password. Refuses with {@code sign-in-paused}. */
    Mono<Void> countAsked(String source) {
        return count(Sha256.of("asked:" + source), settings.failuresPerSource());
    }

    /** The code was one: it was no guess. */
    Mono<Void> forgiveCode(String source) {
        return WrittenLast.change(
                database,
                "update sign_in_failure set failures = failures - 1 where bucket = :code and failures > 1",
                Map.of("code", code(source)));
    }

    private static byte[] code(String source) {
        return Sha256.of("code:" + source);
    }

    private Mono<Void> count(byte[] bucket, int limit) {
        return database.sql(counting(":bucket", "(values (1)) one", ":limit"))
                .bind("bucket", bucket)
                .bind("limit", limit)
                .bind("window", (double) settings.window().toSeconds())
                .map(row -> true)
                .one()
                .switchIfEmpty(refuse(bucket))
                .then();
    }

    /** Counts one bucket for each row of a relation, and answers a row where it was not full. */
    private static String counting(String bucket, String each, String most) {
        return """
                insert into sign_in_failure as f (bucket, failures) select %1$s, 1 from %2$s
                    on conflict (bucket) do update
                       set failures = case when %4$s then 1 else f.failures + 1 end,
                           window_started_at = case when %4$s then now() else f.window_started_at end
                     where f.failures < %3$s or %4$s returning true
                """.formatted(bucket, each, most, WINDOW_IS_OVER);
    }

    private <T> Mono<T> refuse(byte[] bucket) {
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
