package org.ziyuan.marketplace.access;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;
import org.ziyuan.marketplace.factor.SecondFactor.OnPaper;
import org.ziyuan.marketplace.factor.SecondFactor.Setup;
import org.ziyuan.marketplace.factor.SecondFactor.Standing;
import org.ziyuan.marketplace.factor.SecondFactors;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Mono;

/** What somebody who is signed in does with his own second factor. Whoever has one shows it before he changes anything of it. */
@Component
public class OwnSecondFactor {

    private final Sessions sessions;
    private final SecondFactors factors;
    private final DeviceCookie device;
    private final AuditLog audit;

    OwnSecondFactor(Sessions sessions, SecondFactors factors, DeviceCookie device, AuditLog audit) {
        this.sessions = sessions;
        this.factors = factors;
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
        return factors.standing(actor.person())
                .flatMap(standing -> standing.isSet()
                        ? factors.prove(actor.person(), present, device.of(exchange))
                                .then()
                        : Mono.empty())
                .then(Mono.defer(() -> factors.confirm(actor.person(), code)))
                .delayUntil(done -> sessions.endOthers(exchange))
                .delayUntil(done -> exchange.getSession()
                        .doOnNext(session -> mark(session, Kind.TOTP))
                        .flatMap(WebSession::changeSessionId))
                .delayUntil(done -> record(actor, "second-factor.set"));
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

    static void mark(WebSession session, Kind kind) {
        session.getAttributes().put(StoredSession.SECOND, kind.name());
    }

    private Mono<Void> record(Actor actor, String act) {
        return audit.record(actor, act, "person", actor.person(), Map.of());
    }
}
