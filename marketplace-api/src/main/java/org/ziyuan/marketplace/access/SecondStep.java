package org.ziyuan.marketplace.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.access.Sessions.Opened;
import org.ziyuan.marketplace.access.history.SignIns;
import org.ziyuan.marketplace.access.history.SignedIn.Means;
import org.ziyuan.marketplace.access.history.Where;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;
import org.ziyuan.marketplace.factor.SecondFactor.OnPaper;
import org.ziyuan.marketplace.factor.SecondFactor.Setup;
import org.ziyuan.marketplace.factor.SecondFactors;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * The second of two steps of a sign-in. Between them the session belongs to nobody: who has given his password may show his
 * second factor, or set it up where he has none, and nothing else. It is his turn for ten minutes.
 */
@Component
public class SecondStep {

    private final Sessions sessions;
    private final SecondFactors factors;
    private final SignIns history;
    private final DeviceCookie device;
    private final AuditLog audit;

    SecondStep(Sessions sessions, SecondFactors factors, SignIns history, DeviceCookie device, AuditLog audit) {
        this.sessions = sessions;
        this.factors = factors;
        this.history = history;
        this.device = device;
        this.audit = audit;
    }

    /**
     * Opens the session by a code of the phone or on paper. Refuses with {@code sign-in-required} when no first step came
     * before, {@code second-factor-refused} or {@code sign-in-paused}.
     */
    public Mono<Opened> prove(ServerWebExchange exchange, String code) {
        return pending(exchange)
                .flatMap(pending -> factors.prove(pending.person(), code, device.of(exchange))
                        .onErrorResume(Refusal.class, refusal -> noted(refusal, pending, exchange))
                        .flatMap(kind -> sessions.opened(exchange, pending.person(), pending.means(), kind)));
    }

    /** What the browser is asked to prove; empty where there was no first step, or there is no passkey. */
    public Mono<String> request(ServerWebExchange exchange) {
        return exchange.getSession()
                .mapNotNull(Pending::in)
                .flatMap(pending -> factors.request(exchange, pending.person()));
    }

    /** Opens the session by a passkey. Refuses with {@code passkey-refused} and as {@link #prove}. */
    public Mono<Opened> provePasskey(ServerWebExchange exchange, String answer) {
        return pending(exchange)
                .flatMap(pending -> factors.provePasskey(exchange, pending.person(), answer, device.of(exchange))
                        .onErrorResume(Refusal.class, refusal -> noted(refusal, pending, exchange))
                        .flatMap(kind -> sessions.opened(exchange, pending.person(), pending.means(), kind)));
    }

    /** What the phone has to know, for somebody who has no second factor yet. Refuses with {@code sign-in-required}. */
    public Mono<Setup> begin(ServerWebExchange exchange) {
        return unset(exchange).flatMap(pending -> factors.begin(pending.person()));
    }

    /**
     * Takes into use what was begun and opens the session; the answer is the codes on paper. Refuses with
     * {@code sign-in-required} or {@code second-factor-refused}.
     */
    public Mono<OnPaper> confirm(ServerWebExchange exchange, String code) {
        return unset(exchange)
                .flatMap(pending -> factors.confirm(pending.person(), code)
                        .delayUntil(done -> sessions.opened(exchange, pending.person(), pending.means(), Kind.TOTP)
                                .flatMap(opened -> audit.record(
                                        opened.actor(), "second-factor.set", "person", pending.person(), Map.of()))));
    }

    /** A person who has a second factor shows it before he sets up another in its place. */
    private Mono<Pending> unset(ServerWebExchange exchange) {
        return pending(exchange)
                .filterWhen(pending -> factors.standing(pending.person()).map(standing -> !standing.isSet()))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, "second-factor-required")));
    }

    private static Mono<Pending> pending(ServerWebExchange exchange) {
        return exchange.getSession()
                .mapNotNull(Pending::in)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-in-required")));
    }

    private Mono<Kind> noted(Refusal refusal, Pending pending, ServerWebExchange exchange) {
        Mono<Void> noted = refusal.code().endsWith("-refused")
                ? history.secondRefused(pending.person(), pending.means(), Where.of(exchange.getRequest()))
                : Mono.empty();
        return noted.then(Mono.error(refusal));
    }

    /**
     * What a session says between the two steps.
     *
     * @param means how the first step was taken
     */
    record Pending(UUID person, Means means, Instant since) {

        static final String ATTRIBUTE = "secondStep";
        static final Duration PATIENCE = Duration.ofMinutes(10);

        void keepIn(WebSession session) {
            List.of(StoredSession.PERSON, StoredSession.ORGANIZATION, StoredSession.CSRF, StoredSession.SIGN_IN)
                    .forEach(session.getAttributes()::remove);
            session.getAttributes().put(ATTRIBUTE, person + " " + means + " " + since.getEpochSecond());
            session.setMaxIdleTime(PATIENCE);
        }

        static @Nullable Pending in(WebSession session) {
            if (!(session.getAttribute(ATTRIBUTE) instanceof String kept)) {
                return null;
            }
            String[] parts = kept.split(" ", 3);
            Instant since = Instant.ofEpochSecond(Long.parseLong(parts[2]));
            return since.plus(PATIENCE).isBefore(Instant.now())
                    ? null
                    : new Pending(UUID.fromString(parts[0]), Means.valueOf(parts[1]), since);
        }
    }
}
