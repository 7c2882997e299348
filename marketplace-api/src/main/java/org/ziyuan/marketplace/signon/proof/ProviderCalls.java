package org.ziyuan.marketplace.signon.proof;

import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.ziyuan.marketplace.outgoing.OutgoingCalls;
import org.ziyuan.marketplace.outgoing.OutgoingCalls.Bounds;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import reactor.core.publisher.Mono;

/**
 * Calls to identity providers: bounded in time and size, without redirects, and to no private address unless that is
 * allowed. A provider's own words never reach a page.
 */
@Component
public class ProviderCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int MOST_AT_ONCE = 16;
    private static final int MOST_WAITING = 64;

    private final ProviderSettings settings;
    private final WebClient client;

    ProviderCalls(ProviderSettings settings) {
        this.settings = settings;
        this.client = OutgoingCalls.client(
                "identity-providers",
                new Bounds(settings.patience(), settings.inside(), LARGEST_ANSWER, MOST_AT_ONCE, MOST_WAITING));
    }

    /** For calls that end with {@link #bounded}. */
    public WebClient client() {
        return client;
    }

    /**
     * The same call with an end. Refuses with {@code identity-provider-silent} when there was no answer in time, with
     * {@code identity-provider-unreachable} when there was none that could be read, an empty one included.
     */
    public <T> Mono<T> bounded(IdentityProvider provider, Mono<T> call) {
        return call.timeout(settings.patience())
                .switchIfEmpty(Mono.error(() -> new NoSuchElementException("an empty answer")))
                .onErrorMap(failure -> !(failure instanceof Refusal), failure -> unanswered(provider, failure));
    }

    /** The words of the failure are not logged: they may hold the address that was asked, and a ticket in it. */
    private static Refusal unanswered(IdentityProvider provider, Throwable failure) {
        String code = OutgoingCalls.isLate(failure) ? "identity-provider-silent" : "identity-provider-unreachable";
        LOG.warn("{}: {} ({})", code, provider.code(), failure.getClass().getSimpleName());
        return Refusal.of(Refusal.Kind.UNAVAILABLE, code).with("provider", provider.name());
    }
}
