package org.ziyuan.marketplace.factor;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.number;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import org.ziyuan.marketplace.factor.Authenticators.Authenticator;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;
import org.ziyuan.marketplace.factor.SecondFactor.OnPaper;
import org.ziyuan.marketplace.factor.SecondFactor.Setup;
import org.ziyuan.marketplace.factor.SecondFactor.Standing;
import org.ziyuan.marketplace.factor.passkey.Passkeys;
import org.ziyuan.marketplace.identity.Beside;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.SignIn;
import org.ziyuan.marketplace.identity.SignInFailures;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The second factors of people: who needs one, what proves it, and how it is set up and given up. */
@Component
public class SecondFactors {

    /** They decide about money, open the market to others, or open the names of pupils. */
    private static final Set<Role> DEMANDING =
            Set.of(Role.bureausAnd(Role.ACCOUNTANT, Role.CASHIER, Role.PRINCIPAL, Role.REGISTRAR, Role.OPERATOR));

    private static final String STANDING = """
            select exists (select from authenticator where person_id = p.id and confirmed_at is not null)
                   or exists (select from passkey where person_id = p.id) as set,
                   :demanded and exists (select from acting_capacity
                            where person_id = p.id and roles && :demanding) as demanded,
                   (select count(*) from recovery_code where person_id = p.id and used_at is null)::int as on_paper
            """;

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Authenticators authenticators;
    private final RecoveryCodes onPaper;
    private final Passkeys passkeys;
    private final SignInFailures failures;
    private final SecondFactorSettings settings;
    private final Clock clock;

    SecondFactors(
            DatabaseClient database,
            MoneyTransactions transactions,
            Authenticators authenticators,
            RecoveryCodes onPaper,
            Passkeys passkeys,
            SignInFailures failures,
            SecondFactorSettings settings,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.authenticators = authenticators;
        this.onPaper = onPaper;
        this.passkeys = passkeys;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    /** How a person stands now. */
    public Mono<Standing> standing(UUID person) {
        return database.sql(STANDING + " from (select cast(:person as uuid) as id) p")
                .bind("person", person)
                .bindValues(demanded())
                .map(SecondFactors::standingIn)
                .one();
    }

    /** The same of somebody who signs in. */
    public Beside<Standing> standingBeside() {
        Beside<List<Standing>> rows = Beside.rows("standing", STANDING, demanded(), SecondFactors::standingIn);
        return new Beside<>(
                rows.question(), rows.values(), row -> rows.reading().apply(row).get(0));
    }

    private Map<String, Object> demanded() {
        return Map.of(
                "demanded", settings.demanded(),
                "demanding", DEMANDING.stream().map(Role::name).toArray(String[]::new));
    }

    private static Standing standingIn(Readable row) {
        return new Standing(flag(row, "set"), flag(row, "demanded"), number(row, "on_paper"));
    }

    /** Whether somebody with these roles acts only after a second proof. */
    public boolean isDemandedOf(Set<Role> roles) {
        return settings.demanded() && !Collections.disjoint(roles, DEMANDING);
    }

    /**
     * Proves a person by a code of his phone or on paper. Each is good once. Refuses with {@code second-factor-refused}, or
     * with {@code sign-in-paused} after as many failures as a password may have.
     */
    public Mono<Kind> prove(UUID person, String typed, SignIn.From from) {
        String code = plain(typed);
        return failures.count(counter(person), from.address(), from.device())
                .then(Mono.defer(() -> code.length() == Totp.DIGITS ? computed(person, code) : written(person, code)))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, "second-factor-refused")))
                .delayUntil(kind -> failures.forgive(counter(person), from.address(), from.device()))
                .doOnError(Refusal.class, refusal -> failures.notice(refusal, person.toString(), from.address()));
    }

    /** What the browser of a person is asked to prove, as JSON; empty where he has no passkey. */
    public Mono<String> request(ServerWebExchange exchange, UUID person) {
        return passkeys.request(exchange, person);
    }

    /** Proves a person by a passkey. Refuses with {@code passkey-refused}, or with {@code sign-in-paused} as {@link #prove}. */
    public Mono<Kind> provePasskey(ServerWebExchange exchange, UUID person, String answer, SignIn.From from) {
        return failures.count(counter(person), from.address(), from.device())
                .then(Mono.defer(() -> passkeys.prove(exchange, person, answer)))
                .then(Mono.defer(() -> failures.forgive(counter(person), from.address(), from.device())))
                .doOnError(Refusal.class, refusal -> failures.notice(refusal, person.toString(), from.address()))
                .thenReturn(Kind.PASSKEY);
    }

    /**
     * Keeps a passkey that the browser has made. A person without codes on paper gets them with it. Refuses as
     * {@link Passkeys#add}.
     */
    public Mono<Optional<OnPaper>> addPasskey(ServerWebExchange exchange, UUID person, String label, String answer) {
        return transactions.execute(standing(person)
                .flatMap(before -> passkeys.add(exchange, person, label, answer)
                        .then(Mono.defer(() -> before.recoveryCodes() > 0
                                ? Mono.just(Optional.<OnPaper>empty())
                                : onPaper.renew(person).map(codes -> Optional.of(new OnPaper(codes)))))));
    }

    /** What the phone of a person has to know; the same again until it is confirmed, for an hour. */
    public Mono<Setup> begin(UUID person) {
        return authenticators
                .begun(person)
                .switchIfEmpty(Mono.defer(() -> authenticators.begin(person)))
                .zipWith(login(person), this::setup);
    }

    /**
     * Takes what was begun into use, because the phone computes its codes. A person who has a second factor already proves
     * himself by it first ({@link #prove}). Refuses with {@code second-factor-refused}.
     */
    public Mono<OnPaper> confirm(UUID person, String typed) {
        Mono<OnPaper> confirmed = authenticators
                .begun(person)
                .filterWhen(begun -> {
                    OptionalLong step = Totp.stepOf(begun.secret(), plain(typed), clock.instant());
                    return step.isPresent()
                            ? authenticators.confirm(person, begun, step.getAsLong())
                            : Mono.just(false);
                })
                .switchIfEmpty(Mono.error(() -> Refusal.invalid("second-factor-refused")))
                .flatMap(begun -> onPaper.renew(person))
                .map(OnPaper::new);
        return transactions.execute(confirmed);
    }

    /** New codes on paper; those before are good no more. */
    public Mono<OnPaper> renewOnPaper(UUID person) {
        return transactions.execute(onPaper.renew(person)).map(OnPaper::new);
    }

    /** Gives the second factor of a person up. Refuses with {@code second-factor-demanded} where a role of his needs it. */
    public Mono<Void> end(UUID person) {
        return standing(person)
                .filter(standing -> !standing.isDemanded())
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("second-factor-demanded")))
                .flatMap(standing -> transactions.execute(forget(person)));
    }

    /**
     * Takes all second factors of a person away, within the transaction that decides it. A role that needs one has him set up
     * another before he acts again.
     */
    public Mono<Void> forget(UUID person) {
        return authenticators
                .end(person)
                .then(Mono.defer(() -> passkeys.endAll(person)))
                .then(Mono.defer(() -> onPaper.end(person)));
    }

    private Mono<Kind> computed(UUID person, String code) {
        return authenticators
                .inUse(person)
                .filterWhen(used -> {
                    OptionalLong step = Totp.stepOf(used.secret(), code, clock.instant());
                    return step.isPresent() ? authenticators.take(used, step.getAsLong()) : Mono.just(false);
                })
                .map(taken -> Kind.TOTP);
    }

    private Mono<Kind> written(UUID person, String code) {
        return onPaper.use(person, code).filter(used -> used).map(used -> Kind.RECOVERY_CODE);
    }

    private Mono<String> login(UUID person) {
        return database.sql("select login from person where id = :person")
                .bind("person", person)
                .mapValue(String.class)
                .one();
    }

    private Setup setup(Authenticator begun, String login) {
        String secret = Base32.of(begun.secret());
        String issuer = UriUtils.encode(settings.issuer(), StandardCharsets.UTF_8);
        return new Setup(
                secret,
                "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                        .formatted(issuer, UriUtils.encode(login, StandardCharsets.UTF_8), secret, issuer));
    }

    /** As it was meant: full-width figures, small letters, blanks and dashes are how people type. */
    private static String plain(String typed) {
        String narrow = Normalizer.normalize(typed.length() > 64 ? "" : typed, Normalizer.Form.NFKC);
        return narrow.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
    }

    /** Longer than a login may be: no name that a stranger types can be counted as this. */
    private static String counter(UUID person) {
        return "the second factor of the person with this identifier: " + person;
    }
}
