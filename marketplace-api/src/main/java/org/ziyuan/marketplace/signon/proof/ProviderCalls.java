package org.ziyuan.marketplace.signon.proof;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

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
    private static final int CONNECT_MILLIS = 3_000;

    private final ProviderSettings settings;
    private final WebClient client;

    ProviderCalls(ProviderSettings settings) {
        this.settings = settings;
        ConnectionProvider connections = ConnectionProvider.builder("identity-providers")
                .maxConnections(MOST_AT_ONCE)
                .pendingAcquireMaxCount(MOST_WAITING)
                .pendingAcquireTimeout(settings.patience())
                .maxIdleTime(Duration.ofSeconds(20))
                .build();
        HttpClient http = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(settings.patience())
                .doOnChannelInit((observer, channel, address) -> {
                    if (!settings.inside()) {
                        channel.pipeline().addFirst(new OutsideOnly());
                    }
                });
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
    }

    /** For calls that end with {@link #bounded}. */
    public WebClient client() {
        return client;
    }

    /**
     * The same call with an end. Refuses with {@code identity-provider-silent} when there was no answer in time, with
     * {@code identity-provider-unreachable} when there was none that could be read.
     */
    public <T> Mono<T> bounded(IdentityProvider provider, Mono<T> call) {
        return call.timeout(settings.patience())
                .onErrorMap(failure -> !(failure instanceof Refusal), failure -> unanswered(provider, failure));
    }

    /** The words of the failure are not logged: they may hold the address that was asked, and a ticket in it. */
    private static Refusal unanswered(IdentityProvider provider, Throwable failure) {
        String code = isLate(failure) ? "identity-provider-silent" : "identity-provider-unreachable";
        LOG.warn("{}: {} ({})", code, provider.code(), failure.getClass().getSimpleName());
        return Refusal.of(Refusal.Kind.UNAVAILABLE, code).with("provider", provider.name());
    }

    private static boolean isLate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof io.netty.handler.timeout.TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
