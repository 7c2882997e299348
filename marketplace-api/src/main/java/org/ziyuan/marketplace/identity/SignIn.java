package org.ziyuan.marketplace.identity;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.People.Credentials;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Proves who somebody is. An unknown login, a wrong password and a suspended person get the same answer in the same time. */
@Component
public class SignIn {

    private static final int LONGEST_LOGIN = 64;
    private static final int LONGEST_PASSWORD = 512;

    private final People people;
    private final Passwords passwords;
    private final SignInFailures failures;

    SignIn(People people, Passwords passwords, SignInFailures failures) {
        this.people = people;
        this.passwords = passwords;
        this.failures = failures;
    }

    /**
     * The person with this login and password, whose attempt is still to be forgiven ({@link #forgive}). Refuses with
     * {@code sign-in-refused}, or with {@code sign-in-paused} after too many failures of the account or from the source.
     *
     * @param from where the request came from
     * @param beside what else is to be known of him
     */
    public <T> Mono<Proved<T>> prove(String login, String password, From from, Beside<T> beside) {
        String name = Accounts.meant(login);
        if (name.length() > LONGEST_LOGIN || password.length() > LONGEST_PASSWORD) {
            return Mono.error(refused());
        }
        return failures.counted(name, from.address(), from.device(), beside)
                .flatMap(attempt -> prove(attempt.credentials(), password)
                        .map(person -> new Proved<>(person, Objects.requireNonNull(attempt.beside()))))
                .doOnError(Refusal.class, refusal -> failures.notice(refusal, digest(name), from.address()));
    }

    /** The attempt was no failure. */
    public Mono<Void> forgive(String login, From from) {
        return failures.forgive(Accounts.meant(login), from.address(), from.device());
    }

    /** Gives a person a new password, if he knows the old one; all his sessions end. Refuses with {@code sign-in-refused}. */
    public Mono<Void> changePassword(UUID person, String old, String wanted, From from) {
        return people.credentials(person)
                .switchIfEmpty(Mono.error(SignIn::refused))
                .flatMap(known -> prove(known.login(), old, from, Beside.NOTHING)
                        .then(Mono.defer(() -> forgive(known.login(), from)))
                        .then(Mono.defer(() -> passwords.hash(wanted, known.login()))))
                .flatMap(hash -> people.changePassword(person, hash));
    }

    /** What was typed where the login belongs may be a password, so it is told and kept only as this digest. */
    public static String digest(String typed) {
        return "login#" + Ids.derived("login", Accounts.meant(typed)).toString().substring(0, 8);
    }

    private Mono<UUID> prove(Credentials known, String password) {
        return passwords
                .matches(password, known.hash())
                .filter(right -> right && known.active())
                .map(right -> known.person())
                .switchIfEmpty(Mono.error(SignIn::refused));
    }

    private static Refusal refused() {
        return Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-in-refused");
    }

    /** @param beside what was asked about him beside */
    public record Proved<T>(UUID person, T beside) {}

    /**
     * Where an attempt comes from.
     *
     * @param address as coarse as blame can be put
     * @param device what the device holds of earlier sign-ins, if anything
     */
    public record From(String address, @Nullable String device) {}
}
