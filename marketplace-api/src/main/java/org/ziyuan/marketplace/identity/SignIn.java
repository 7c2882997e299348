package org.ziyuan.marketplace.identity;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.People.Credentials;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vigilance.Vigilance;
import reactor.core.publisher.Mono;

/** Proves who somebody is. An unknown login, a wrong password and a suspended person get the same answer in the same time. */
@Component
public class SignIn {

    private static final int LONGEST_LOGIN = 64;
    private static final int LONGEST_PASSWORD = 512;

    private final People people;
    private final Passwords passwords;
    private final SignInFailures failures;
    private final Vigilance vigilance;

    SignIn(People people, Passwords passwords, SignInFailures failures, Vigilance vigilance) {
        this.vigilance = vigilance;
        this.people = people;
        this.passwords = passwords;
        this.failures = failures;
    }

    /**
     * The person with this login and password. Refuses with {@code sign-in-refused}, or with {@code sign-in-paused}
     * after too many failures of the account or from the source.
     *
     * @param from where the request came from
     */
    public Mono<UUID> prove(String login, String password, From from) {
        String name = login.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_LOGIN || password.length() > LONGEST_PASSWORD) {
            return Mono.error(refused());
        }
        return failures.count(name, from.address(), from.device())
                .then(Mono.defer(() -> people.credentials(name)))
                .defaultIfEmpty(Credentials.NOBODY)
                .flatMap(known -> prove(known, password))
                .delayUntil(person -> failures.forgive(name, from.address(), from.device()))
                .doOnError(Refusal.class, refusal -> notice(refusal, name, from));
    }

    /** Gives a person a new password, if he knows the old one; all his sessions end. Refuses with {@code sign-in-refused}. */
    public Mono<Void> changePassword(UUID person, String old, String wanted, From from) {
        return people.credentials(person)
                .switchIfEmpty(Mono.error(SignIn::refused))
                .flatMap(known ->
                        prove(known.login(), old, from).then(Mono.defer(() -> passwords.hash(wanted, known.login()))))
                .flatMap(hash -> people.changePassword(person, hash));
    }

    /** What was typed where the login belongs may be a password, so it is told and kept only as this digest. */
    public static String digest(String typed) {
        String name = typed.strip().toLowerCase(Locale.ROOT);
        return "login#" + Ids.derived("login", name).toString().substring(0, 8);
    }

    private void notice(Refusal refusal, String name, From from) {
        boolean paused = refusal.code().equals("sign-in-paused");
        vigilance.notice(
                paused ? Vigilance.Kind.SIGN_IN_PAUSED : Vigilance.Kind.SIGN_IN_REFUSED,
                from.address(),
                digest(name),
                refusal.code());
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

    /**
     * Where an attempt comes from.
     *
     * @param address as coarse as blame can be put
     * @param device what the device holds of earlier sign-ins, if anything
     */
    public record From(String address, @Nullable String device) {}
}
