package org.ziyuan.catalog.index;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.opensearch.client.json.jackson3.JacksonJsonpMapper;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.TransportOptions;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5Options;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The asynchronous HTTP transport, speaking JSON with the Jackson 3 that the rest of the product uses. */
final class Transport {

    /** Only writes of whole pages of listings take long; a search is given up much earlier. */
    private static final Duration LONGEST_RESPONSE = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A stored document is read from the middle of an answer.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Transport() {}

    static OpenSearchTransport to(SearchNodeSettings settings) {
        HttpHost[] nodes = settings.url().stream().map(Transport::node).toArray(HttpHost[]::new);
        return ApacheHttpClient5TransportBuilder.builder(nodes)
                .setMapper(new JacksonJsonpMapper(JSON))
                .setDefaultHeaders(credentials(settings))
                .setHttpClientConfigCallback(client -> client.setConnectionManager(pool(settings)))
                .setRequestConfigCallback(request -> request.setResponseTimeout(Timeout.of(LONGEST_RESPONSE)))
                .build();
    }

    /**
     * For a question that is given up after so long: its connection is given up with it. Otherwise a node that swallows what
     * it is sent would keep every connection for as long as the longest write may take, and come back only then.
     */
    static TransportOptions within(Duration patience) {
        RequestConfig limits = RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(patience))
                .setResponseTimeout(Timeout.of(patience))
                .build();
        return ApacheHttpClient5Options.DEFAULT.toBuilder()
                .setRequestConfig(limits)
                .build();
    }

    private static AsyncClientConnectionManager pool(SearchNodeSettings settings) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(LONGEST_RESPONSE))
                        .build())
                .build();
    }

    private static HttpHost node(URI url) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        return new HttpHost(url.getScheme(), url.getHost(), port);
    }

    private static Header[] credentials(SearchNodeSettings settings) {
        if (settings.username() == null) {
            return new Header[0];
        }
        String pair = settings.username() + ":" + (settings.password() == null ? "" : settings.password());
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Header[] {new BasicHeader("Authorization", "Basic " + encoded)};
    }
}
