package org.ziyuan.marketplace.access;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.access.history.OpenSession;
import org.ziyuan.marketplace.access.history.SignIns;
import org.ziyuan.marketplace.access.history.SignedIn;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.SignIn;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows the person who is signed in his own sessions, ends them, and takes his new password. */
@Component
public class OwnSessions {

    private final SignIn signIn;
    private final AuditLog audit;
    private final WebSessions store;
    private final DeviceCookie device;
    private final SignIns history;

    OwnSessions(SignIn signIn, AuditLog audit, WebSessions store, DeviceCookie device, SignIns history) {
        this.signIn = signIn;
        this.audit = audit;
        this.store = store;
        this.device = device;
        this.history = history;
    }

    /** The sessions that the signed-in person has open now, the latest first. */
    public Flux<OpenSession> ofMine(ServerWebExchange exchange) {
        return Mono.zip(CurrentActor.get(), exchange.getSession())
                .flatMapMany(both ->
                        store.ofPerson(both.getT1().person(), both.getT2().getId()));
    }

    /** How the signed-in person signed in lately, and who was refused as him; the latest first. */
    public Flux<SignedIn> historyOfMine() {
        return CurrentActor.get().flatMapMany(actor -> history.ofPerson(actor.person()));
    }

    /** Ends one session of the signed-in person, on every node; none is there any more when it is over already. */
    public Mono<Void> end(UUID signIn) {
        return CurrentActor.get()
                .flatMap(actor -> store.end(actor.person(), signIn)
                        .filter(ended -> ended > 0)
                        .flatMap(ended -> audit.record(actor, "session.ended", "person", actor.person(), Map.of())));
    }

    /** Ends all sessions of the signed-in person but this one, on every node. */
    public Mono<Void> endOthers(ServerWebExchange exchange) {
        return Mono.zip(CurrentActor.get(), exchange.getSession())
                .flatMap(both -> store.endOthers(
                                both.getT1().person(), both.getT2().getId())
                        .then(Mono.defer(() -> audit.record(
                                both.getT1(),
                                "session.others-ended",
                                "person",
                                both.getT1().person(),
                                Map.of()))));
    }

    /** Gives the signed-in person a new password: all sessions end but this one, which gets a new id. */
    public Mono<Void> changePassword(ServerWebExchange exchange, String old, String wanted) {
        return CurrentActor.get()
                .flatMap(actor -> signIn.changePassword(actor.person(), old, wanted, device.of(exchange))
                        .doOnSuccess(changed -> store.forget())
                        .then(Mono.defer(() -> exchange.getSession().flatMap(WebSession::changeSessionId)))
                        .then(Mono.defer(
                                () -> audit.record(actor, "password.changed", "person", actor.person(), Map.of()))));
    }
}
