package org.ziyuan.marketplace.signon.proof;

import java.net.URI;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.Protocol;
import reactor.core.publisher.Mono;

/** How one protocol sends people to a provider and reads what they bring back. All of a journey's calls end within seconds. */
public interface Proofs {

    Protocol protocol();

    /** Where to send the person, and the journey with what has to be remembered of it. */
    Mono<Departure> begin(IdentityProvider provider, Journey journey);

    /** What the answer proves. Refuses with the code of whatever is wrong with it. */
    Mono<Proved> end(IdentityProvider provider, Journey journey, MultiValueMap<String, String> answer);

    /** The way out. */
    record Departure(URI address, Journey journey) {}
}
