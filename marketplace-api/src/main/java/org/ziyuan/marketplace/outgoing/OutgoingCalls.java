package org.ziyuan.marketplace.outgoing;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Makes the clients by which addresses are called that somebody typed. They follow no redirect. */
public final class OutgoingCalls {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int LONGEST_ADDRESS = 300;

    private OutgoingCalls() {}

    /**
     * What a client may cost.
     *
     * @param patience how long one answer may take, and the wait for a connection
     * @param inside whether it may be connected to a private address
     * @param largestAnswer bytes
     * @param atOnce connections
     * @param waiting calls that wait for one of them
     */
    public record Bounds(Duration patience, boolean inside, int largestAnswer, int atOnce, int waiting) {}

    /** @param name of its connections */
    public static WebClient client(String name, Bounds bounds) {
        ConnectionProvider connections = ConnectionProvider.builder(name)
                .maxConnections(bounds.atOnce())
                .pendingAcquireMaxCount(bounds.waiting())
                .pendingAcquireTimeout(bounds.patience())
                .maxIdleTime(Duration.ofSeconds(20))
                .build();
        HttpClient http = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(bounds.patience())
                .doOnChannelInit((observer, channel, address) -> {
                    if (!bounds.inside()) {
                        channel.pipeline().addFirst(new OutsideOnly());
                    }
                });
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(bounds.largestAnswer()))
                .build();
    }

    /** Whether a call failed because no answer came in time. */
    public static boolean isLate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof io.netty.handler.timeout.TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text is a web address that something can be appended to. */
    public static boolean isAddress(String typed) {
        try {
            URI address = URI.create(typed);
            return typed.length() <= LONGEST_ADDRESS
                    && address.getHost() != null
                    && address.getQuery() == null
                    && address.getFragment() == null
                    && address.getUserInfo() == null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
