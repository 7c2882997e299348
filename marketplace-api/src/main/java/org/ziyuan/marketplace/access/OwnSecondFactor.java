package org.ziyuan.marketplace.access;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;
import org.ziyuan.marketplace.factor.SecondFactor.OnPaper;
import org.ziyuan.marketplace.factor.SecondFactor.Setup;
import org.ziyuan.marketplace.factor.SecondFactor.Standing;
import org.ziyuan.marketplace.factor.SecondFactors;
import org.ziyuan.marketplace.factor.passkey.Passkeys;
import org.ziyuan.marketplace.factor.passkey.Passkeys.Passkey;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What somebody who is signed in does with his own second factor. Whoever has one shows it before he changes anything of it. */
@Component
public class OwnSecondFactor {

    private static final TextField LABEL = TextField.name("label", 1, 40);

    private final OwnSessions sessions;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final DeviceCookie device;
    private final AuditLog audit;

    OwnSecondFactor(
            OwnSessions sessions, SecondFactors factors, Passkeys passkeys, DeviceCookie device, AuditLog audit) {
        this.sessions = sessions;
        this.factors = factors;
        this.passkeys = passkeys;
        this.device = device;
        this.audit = audit;
    }

    /** How he stands. */
    public Mono<Standing> standing(Actor actor) {
        return factors.standing(actor.person());
    }

    /** What the new phone has to know. */
    public Mono<Setup> begin(Actor actor) {
        return factors.begin(actor.person());
    }

    /**
     * Takes the new phone into use; all his other sessions end, and this one gets a new id. Refuses with
     * {@code second-factor-refused} or {@code sign-in-paused}.
     *
     * @param present a code of the phone before, or on paper; not looked at where there is none before
     */
    public Mono<OnPaper> confirm(ServerWebExchange exchange, Actor actor, String code, String present) {
        return shown(exchange, actor, present)
                .then(Mono.defer(() -> factors.confirm(actor.person(), code)))
                .delayUntil(done -> sessions.endOthers(exchange))
                .delayUntil(done -> exchange.getSession()
                        .doOnNext(session -> mark(session, Kind.TOTP))
                        .flatMap(WebSession::changeSessionId))
                .delayUntil(done -> record(actor, "second-factor.set"));
    }

    /** His passkeys. */
    public Flux<Passkey> passkeys(Actor actor) {
        return passkeys.of(actor.person());
    }

    /** What the browser is asked to make, as JSON. */
    public Mono<String> creation(ServerWebExchange exchange, Actor actor) {
        return passkeys.creation(exchange, actor.person(), actor.displayName());
    }

    /**
     * Keeps a passkey that the browser has made. A person without codes on paper gets them with it. Refuses with
     * {@code passkey-refused}, {@code passkeys-enough}, {@code second-factor-refused} or {@code sign-in-paused}.
     *
     * @param present a code of the phone, or on paper; not looked at where there is no second factor before
     */
    public Mono<Optional<OnPaper>> addPasskey(
            ServerWebExchange exchange, Actor actor, String label, String answer, String present) {
        return Mono.fromCallable(() -> LABEL.read(label))
                .flatMap(known -> shown(exchange, actor, present)
                        .then(Mono.defer(() -> factors.addPasskey(exchange, actor.person(), known, answer))))
                .delayUntil(done -> exchange.getSession().doOnNext(session -> mark(session, Kind.PASSKEY)))
                .delayUntil(done -> record(actor, "passkey.added"));
    }

    /** Takes one of his passkeys away. Refuses with {@code second-factor-refused} or {@code sign-in-paused}. */
    public Mono<Void> endPasskey(ServerWebExchange exchange, Actor actor, UUID id, String code) {
        return factors.prove(actor.person(), code, device.of(exchange))
                .then(Mono.defer(() -> passkeys.end(actor.person(), id)))
                .then(Mono.defer(() -> record(actor, "passkey.ended")));
    }

    /** Ten new codes on paper. Refuses with {@code second-factor-refused} or {@code sign-in-paused}. */
    public Mono<OnPaper> renewOnPaper(ServerWebExchange exchange, Actor actor, String code) {
        return factors.prove(actor.person(), code, device.of(exchange))
                .flatMap(kind -> factors.renewOnPaper(actor.person()))
                .delayUntil(done -> record(actor, "recovery-codes.renewed"));
    }

    /**
     * Gives it up. Refuses with {@code second-factor-refused}, {@code sign-in-paused}, or {@code second-factor-demanded}
     * where a role needs it.
     */
    public Mono<Void> end(ServerWebExchange exchange, Actor actor, String code) {
        return factors.prove(actor.person(), code, device.of(exchange))
                .then(Mono.defer(() -> factors.end(actor.person())))
                .then(Mono.defer(() -> record(actor, "second-factor.ended")));
    }

    private Mono<Void> shown(ServerWebExchange exchange, Actor actor, String present) {
        return factors.standing(actor.person())
                .flatMap(standing -> standing.isSet()
                        ? factors.prove(actor.person(), present, device.of(exchange))
                                .then()
                        : Mono.empty());
    }

    static void mark(WebSession session, Kind kind) {
        session.getAttributes().put(StoredSession.SECOND, kind.name());
    }

    private Mono<Void> record(Actor actor, String act) {
        return audit.record(actor, act, "person", actor.person(), Map.of());
    }
}
