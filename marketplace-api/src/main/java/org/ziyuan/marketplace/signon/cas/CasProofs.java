package org.ziyuan.marketplace.signon.cas;

import java.net.URI;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.proof.Journey;
import org.ziyuan.marketplace.signon.proof.Proofs;
import org.ziyuan.marketplace.signon.proof.Proved;
import org.ziyuan.marketplace.signon.proof.ProviderCalls;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.Protocol;
import reactor.core.publisher.Mono;

/**
 * CAS 3.0: to /login and back with a ticket, which /p3/serviceValidate takes once and for the very address it was given
 * for. The state stands in that address, so that a ticket of another journey is for another service.
 */
@Component
class CasProofs implements Proofs {

    private static final Pattern TICKET = Pattern.compile("ST-[A-Za-z0-9._-]{1,256}");
    private static final int LONGEST_USER = 255;

    private final ProviderCalls calls;

    CasProofs(ProviderCalls calls) {
        this.calls = calls;
    }

    @Override
    public Protocol protocol() {
        return Protocol.CAS;
    }

    @Override
    public Mono<Departure> begin(IdentityProvider provider, Journey journey) {
        return Mono.just(new Departure(
                at(provider, "/login")
                        .queryParam("service", "{service}")
                        .encode()
                        .build(service(journey)),
                journey));
    }

    @Override
    public Mono<Proved> end(IdentityProvider provider, Journey journey, MultiValueMap<String, String> answer) {
        String ticket = answer.getFirst("ticket");
        if (ticket == null || !TICKET.matcher(ticket).matches()) {
            return Mono.error(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-on-answer-incomplete"));
        }
        URI question = at(provider, "/p3/serviceValidate")
                .queryParam("service", "{service}")
                .queryParam("ticket", "{ticket}")
                .encode()
                .build(service(journey), ticket);
        Mono<CasAnswer> call = calls.client()
                .get()
                .uri(question)
                .retrieve()
                .bodyToMono(String.class)
                .flatMap(CasProofs::read);
        return calls.bounded(provider, call).map(told -> proved(provider, told));
    }

    private static Mono<CasAnswer> read(String xml) {
        try {
            return Mono.just(CasAnswer.read(xml));
        } catch (XMLStreamException unreadable) {
            return Mono.error(unreadable);
        }
    }

    private static Proved proved(IdentityProvider provider, CasAnswer told) {
        if (!told.failure().isEmpty()) {
            throw Refusal.of(
                    Refusal.Kind.UNAUTHENTICATED,
                    told.failure().equals("INVALID_SERVICE") ? "cas-service-differs" : "cas-ticket-refused");
        }
        if (told.user().length() > LONGEST_USER) {
            throw Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-on-answer-incomplete");
        }
        return new Proved(provider.issuer(), told.user(), told.attributes());
    }

    private static String service(Journey journey) {
        return journey.back() + "?state=" + journey.state();
    }

    private static UriComponentsBuilder at(IdentityProvider provider, String path) {
        return UriComponentsBuilder.fromUriString(provider.issuer().replaceFirst("/$", "") + path);
    }
}
