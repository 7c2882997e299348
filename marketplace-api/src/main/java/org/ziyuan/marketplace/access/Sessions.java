package org.ziyuan.marketplace.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.access.SecondStep.Pending;
import org.ziyuan.marketplace.access.history.SignIns;
import org.ziyuan.marketplace.access.history.SignedIn.Means;
import org.ziyuan.marketplace.access.history.Where;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;
import org.ziyuan.marketplace.factor.SecondFactor.Standing;
import org.ziyuan.marketplace.factor.SecondFactors;
import org.ziyuan.marketplace.form.KeptForm;
import org.ziyuan.marketplace.form.WaitingForm;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Beside;
import org.ziyuan.marketplace.identity.Capacity;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Membership;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.identity.SignIn;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.WrittenLast;
import reactor.core.publisher.Mono;

/** Opens and closes the session of the request at hand, and says for which organization its person acts. */
@Component
public class Sessions {

    private final People people;
    private final SignIn signIn;
    private final CsrfTokens tokens;
    private final SessionSettings settings;
    private final AuditLog audit;
    private final DeviceCookie device;
    private final UnsentForms unsent;
    private final SignIns history;
    private final SecondFactors factors;
    private final Beside<Known> known;

    Sessions(
            People people,
            SignIn signIn,
            CsrfTokens tokens,
            SessionSettings settings,
            AuditLog audit,
            DeviceCookie device,
            UnsentForms unsent,
            SignIns history,
            SecondFactors factors) {
        this.factors = factors;
        this.known = People.capacitiesBeside().and(factors.standingBeside(), Known::new);
        this.history = history;
        this.device = device;
        this.unsent = unsent;
        this.people = people;
        this.signIn = signIn;
        this.tokens = tokens;
        this.settings = settings;
        this.audit = audit;
    }

    /**
     * Signs a person in by login and password; the session gets a new id. Refuses with {@code sign-in-refused},
     * {@code sign-in-paused} or as {@link #open} does.
     */
    public Mono<Opened> signIn(ServerWebExchange exchange, String login, String password) {
        return signIn.prove(login, password, device.of(exchange), known)
                .onErrorResume(Refusal.class, refusal -> noted(refusal, login, exchange))
                .flatMap(proved -> {
                    Mono<Void> forgiven = signIn.forgive(login, device.of(exchange))
                            .then(Mono.defer(() -> device.remember(exchange, proved.person())));
                    Known known = proved.beside();
                    return known.opensAtOnce()
                            ? written(
                                    exchange,
                                    forgiven.then(Mono.defer(
                                            () -> opened(exchange, known.capacities(), Means.PASSWORD, null))))
                            : WrittenLast.inOneStatement(forgiven)
                                    .then(Mono.defer(() -> open(exchange, proved.person(), Means.PASSWORD, known)));
                });
    }

    /** A pause is not noted again and again: the operator's notices count it. */
    private <T> Mono<T> noted(Refusal refusal, String login, ServerWebExchange exchange) {
        Mono<Void> noted = refusal.code().equals("sign-in-refused")
                ? history.refused(login, Where.of(exchange.getRequest()))
                : Mono.empty();
        return noted.then(Mono.error(refusal));
    }

    /**
     * Opens the session for a person who has proved himself, by whatever means. He acts for the topmost of his
     * organizations until he chooses another. Refuses with {@code no-organization} when he has none; with
     * {@code second-factor-required} or {@code second-factor-unset} when a {@link SecondStep} has to follow.
     */
    public Mono<Opened> open(ServerWebExchange exchange, UUID person, Means means) {
        return people.capacities(person)
                .collectList()
                .zipWhen(capacities -> factors.standing(person), Known::new)
                .flatMap(known -> open(exchange, person, means, known));
    }

    private Mono<Opened> open(ServerWebExchange exchange, UUID person, Means means, Known known) {
        return known.needsSecond()
                ? second(exchange, new Pending(person, means, Instant.now()), known.standing())
                : written(exchange, opened(exchange, known.capacities(), means, null));
    }

    private static Mono<Opened> second(ServerWebExchange exchange, Pending pending, Standing standing) {
        String code = standing.isSet() ? "second-factor-required" : "second-factor-unset";
        return exchange.getSession()
                .flatMap(session -> session.changeSessionId().then(Mono.fromRunnable(() -> pending.keepIn(session))))
                .then(Mono.error(() -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, code)));
    }

    /** Opens the session for a person who has taken all the steps; second is null where one step is enough. */
    Mono<Opened> opened(ServerWebExchange exchange, UUID person, Means means, @Nullable Kind second) {
        return people.capacities(person)
                .collectList()
                .flatMap(capacities -> written(exchange, opened(exchange, capacities, means, second)));
    }

    /** All that opening a session leaves behind, the session too, is one statement. */
    private static Mono<Opened> written(ServerWebExchange exchange, Mono<Opened> opened) {
        return WrittenLast.inOneStatement(
                opened.delayUntil(done -> exchange.getSession().flatMap(WebSession::save)));
    }

    private Mono<Opened> opened(
            ServerWebExchange exchange, List<Capacity> capacities, Means means, @Nullable Kind second) {
        return capacities.isEmpty()
                ? Mono.error(Refusal.forbidden("no-organization"))
                : exchange.getSession()
                        .flatMap(session -> open(exchange, session, capacities)
                                .delayUntil(opened -> history.opened(
                                                opened.actor().person(), means, second, Where.of(exchange.getRequest()))
                                        .doOnNext(signIn -> mark(session, signIn, second))))
                        .delayUntil(opened -> audit.record(
                                opened.actor(),
                                "session.opened",
                                "person",
                                opened.actor().person(),
                                Map.of()));
    }

    private static void mark(WebSession session, UUID signIn, @Nullable Kind second) {
        session.getAttributes().remove(Pending.ATTRIBUTE);
        session.getAttributes().remove(StoredSession.SECOND);
        session.getAttributes().put(StoredSession.SIGN_IN, signIn.toString());
        if (second != null) {
            OwnSecondFactor.mark(session, second);
        }
    }

    /** From now on the person acts for another of his organizations. Refuses with {@code organization-not-found}. */
    public Mono<Actor> actFor(ServerWebExchange exchange, UUID organization) {
        return CurrentActor.get()
                .flatMap(actor -> people.memberships(actor.person())
                        .filter(membership -> membership.organizationId().equals(organization))
                        .next()
                        .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization", organization)))
                        .delayUntil(
                                membership -> exchange.getSession().doOnNext(session -> choose(session, membership)))
                        .flatMap(membership -> people.actor(actor.person(), organization)))
                .delayUntil(actor -> tokens.loadToken(exchange).flatMap(token -> unsent.belong(token, actor)))
                .doOnNext(actor -> SessionSecurityContext.forget(exchange));
    }

    /** Ends the session on every node. */
    public Mono<Void> close(ServerWebExchange exchange) {
        return exchange.getSession().flatMap(WebSession::invalidate);
    }

    private Mono<Opened> open(ServerWebExchange exchange, WebSession session, List<Capacity> capacities) {
        UUID person = capacities.get(0).actor().person();
        WaitingForm waiting = KeptForm.waitingFor(person, session);
        Capacity chosen = capacities.stream()
                .filter(one -> waiting != null && one.actor().organizationId().equals(waiting.organization()))
                .findFirst()
                .orElse(capacities.get(0));
        String address = waiting == null ? null : waiting.address();
        List<Membership> memberships = capacities.stream().map(Membership::of).toList();
        return session.changeSessionId()
                .then(Mono.fromSupplier(() -> {
                    session.getAttributes().put(StoredSession.PERSON, person.toString());
                    choose(session, Membership.of(chosen));
                    SessionSecurityContext.forget(exchange);
                    return new Opened(chosen.actor(), memberships, tokens.renewed(exchange, session), address);
                }))
                .delayUntil(opened -> unsent.belong(opened.token(), opened.actor()));
    }

    private void choose(WebSession session, Membership membership) {
        session.getAttributes()
                .put(StoredSession.ORGANIZATION, membership.organizationId().toString());
        session.setMaxIdleTime(membership.isStaff() ? settings.staffIdle() : settings.idle());
    }

    /**
     * A session that was just opened.
     *
     * @param actor who acts, and for which organization to begin with
     * @param memberships all organizations he may act for
     * @param token the token that his writes will carry
     * @param address the page on which a form of his waits that he sent when his session was over; null when none does
     */
    public record Opened(
            Actor actor,
            List<Membership> memberships,
            CsrfToken token,
            @Nullable String address) {
        public Opened {
            memberships = List.copyOf(memberships);
        }
    }

    /** What opening a session has to know of a person. */
    private record Known(List<Capacity> capacities, Standing standing) {

        boolean needsSecond() {
            return standing.isSet() || standing.isDemanded();
        }

        boolean opensAtOnce() {
            return !needsSecond() && !capacities.isEmpty();
        }
    }
}
