package org.ziyuan.marketplace.signon;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.access.Sessions;
import org.ziyuan.marketplace.access.history.SignedIn.Means;
import org.ziyuan.marketplace.access.source.SourceAddress;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.proof.Journey;
import org.ziyuan.marketplace.signon.proof.Proofs;
import org.ziyuan.marketplace.signon.proof.Proofs.Departure;
import org.ziyuan.marketplace.signon.proof.Proved;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import org.ziyuan.marketplace.vigilance.Vigilance;
import reactor.core.publisher.Mono;

/**
 * Signing in by somebody else's word. A journey begins here, leads to an identity provider and ends here with a proof; what
 * was proved is looked up among the links, and then the session is opened as after a password, with the same second step.
 */
@Component
public class SignOn {

    /** Where a provider sends people back; the code of the provider follows. */
    public static final String BACK = "/sign-in/back/";

    private final IdentityProviders providers;
    private final List<Proofs> protocols;
    private final IdentityLinks links;
    private final Newcomers newcomers;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Vigilance vigilance;

    SignOn(
            IdentityProviders providers,
            List<Proofs> protocols,
            IdentityLinks links,
            Newcomers newcomers,
            Sessions sessions,
            AuditLog audit,
            Vigilance vigilance) {
        this.providers = providers;
        this.protocols = List.copyOf(protocols);
        this.links = links;
        this.newcomers = newcomers;
        this.sessions = sessions;
        this.audit = audit;
        this.vigilance = vigilance;
    }

    /** What a journey came to: a session that was opened, or a link that was added to the session there was. */
    public record Arrival(Sessions.@Nullable Opened opened, String from) {}

    /**
     * The address at the provider to which the person goes now. Refuses with {@code identity-provider-not-found}, or as the
     * protocol does.
     *
     * @param from the page he wants afterwards
     * @param link whether he is signed in and links this identity to his account
     */
    public Mono<URI> begin(ServerWebExchange exchange, String code, String from, boolean link) {
        return providers
                .offered(code)
                .flatMap(provider -> proofs(provider)
                        .begin(provider, Journey.to(code, back(exchange, code), from, link))
                        .delayUntil(departure -> exchange.getSession()
                                .doOnNext(session -> departure.journey().keepIn(session))
                                .doOnNext(WebSession::start))
                        .map(Departure::address));
    }

    /**
     * Ends a journey. Refuses with {@code sign-on-state-wrong}, with the code of what is wrong with the proof, with
     * {@code sign-on-unknown} for somebody we do not know and may not take in, or as {@link Sessions#open} does.
     */
    public Mono<Arrival> end(ServerWebExchange exchange, String code, MultiValueMap<String, String> answer) {
        Mono<Arrival> arrival = providers
                .offered(code)
                .flatMap(provider -> exchange.getSession()
                        .map(session -> Journey.endedIn(session, code, answer.getFirst("state")))
                        .flatMap(journey -> proofs(provider)
                                .end(provider, journey, answer)
                                .flatMap(proved -> journey.links()
                                        ? linked(provider, proved, journey)
                                        : opened(exchange, provider, proved, journey))));
        return arrival.doOnError(Refusal.class, refusal -> notice(exchange, code, refusal));
    }

    private Mono<Arrival> opened(
            ServerWebExchange exchange, IdentityProvider provider, Proved proved, Journey journey) {
        Means means = Means.valueOf(provider.protocol().name());
        return links.find(proved)
                .switchIfEmpty(Mono.defer(() -> newcomers.takeIn(provider, proved)))
                .flatMap(person -> sessions.open(exchange, person, means))
                .map(opened -> new Arrival(opened, journey.from()));
    }

    private Mono<Arrival> linked(IdentityProvider provider, Proved proved, Journey journey) {
        return CurrentActor.get()
                .flatMap(actor -> links.link(provider, proved, actor.person())
                        .then(Mono.defer(() -> audit.record(
                                actor, "identity.linked", "person", actor.person(), Map.of("by", provider.code())))))
                .thenReturn(new Arrival(null, journey.from()));
    }

    private Proofs proofs(IdentityProvider provider) {
        return protocols.stream()
                .filter(one -> one.protocol() == provider.protocol())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no protocol " + provider.protocol()));
    }

    /** A step that has to follow is no failure. */
    private void notice(ServerWebExchange exchange, String code, Refusal refusal) {
        if (refusal.kind() == Refusal.Kind.UNAUTHENTICATED && !refusal.code().startsWith("second-factor")) {
            vigilance.notice(
                    Vigilance.Kind.SIGN_IN_REFUSED,
                    SourceAddress.of(exchange.getRequest()),
                    "provider#" + code,
                    refusal.code());
        }
    }

    private static URI back(ServerWebExchange exchange, String code) {
        URI asked = exchange.getRequest().getURI();
        return URI.create(asked.getScheme() + "://" + asked.getAuthority() + BACK + code);
    }
}
