package org.ziyuan.marketplace.identity;

import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.People.Credentials;
import org.ziyuan.marketplace.refusal.Refusal;
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
     * The person with this login and password. Refuses with {@code sign-in-refused}, or with {@code sign-in-paused}
     * after too many failures of the account or from the source.
     *
     * @param source the address the request came from
     */
    public Mono<UUID> prove(String login, String password, String source) {
        String name = login.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_LOGIN || password.length() > LONGEST_PASSWORD) {
            return Mono.error(refused());
        }
        return failures.count(name, source)
                .then(Mono.defer(() -> people.credentials(name)))
                .defaultIfEmpty(Credentials.NOBODY)
                .flatMap(known -> prove(known, password))
                .delayUntil(person -> failures.forgive(name, source));
    }

    /** Gives a person a new password, if he knows the old one; all his sessions end. Refuses with {@code sign-in-refused}. */
    public Mono<Void> changePassword(UUID person, String old, String wanted, String source) {
        return people.credentials(person)
                .switchIfEmpty(Mono.error(SignIn::refused))
                .flatMap(known ->
                        prove(known.login(), old, source).then(Mono.defer(() -> passwords.hash(wanted, known.login()))))
                .flatMap(hash -> people.changePassword(person, hash));
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
}
