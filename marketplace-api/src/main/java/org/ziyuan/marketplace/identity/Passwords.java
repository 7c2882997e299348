package org.ziyuan.marketplace.identity;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Passwords: at least twelve characters, none of the common ones, kept as Argon2id (19 MiB, two passes).
 *
 * <p>Hashing is slow on purpose, so it has two threads of its own and a short queue: a flood of guesses meets
 * {@code busy} and takes neither the event loop nor the memory of the process.
 */
@Component
public class Passwords implements DisposableBean {

    private static final int AT_ONCE = 2;
    private static final int WAITING = 32;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2id", Map.of("argon2id", new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2)));
    private final Scheduler threads = Schedulers.newBoundedElastic(AT_ONCE, WAITING, "passwords");
    /** Compared with when there is no such person, so that the answer takes as long. */
    private final String nobodys = required(encoder.encode("nobody has this password"));

    /**
     * The hash of a new password.
     *
     * <p>Refuses with {@code password-too-short}, {@code password-too-long} or {@code password-too-common}.
     */
    public Mono<String> hash(String password, String login) {
        return Mono.fromCallable(() -> PasswordRules.acceptable(password, login))
                .flatMap(accepted -> slowly(Mono.fromCallable(() -> required(encoder.encode(accepted)))));
    }

    /** Whether it is the password behind the hash; takes as long when there is no hash. */
    Mono<Boolean> matches(String password, @Nullable String hash) {
        String compared = hash == null ? nobodys : hash;
        return slowly(
                Mono.fromCallable(() -> encoder.matches(PasswordRules.normal(password), compared) && hash != null));
    }

    @Override
    public void destroy() {
        threads.dispose();
    }

    private <T> Mono<T> slowly(Mono<T> work) {
        return work.subscribeOn(threads)
                .onErrorMap(RejectedExecutionException.class, full -> Refusal.of(Refusal.Kind.UNAVAILABLE, "busy"));
    }

    private static String required(@Nullable String encoded) {
        return Objects.requireNonNull(encoded, "an encoder that encodes nothing");
    }
}
