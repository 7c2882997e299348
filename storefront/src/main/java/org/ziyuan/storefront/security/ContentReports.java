package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.machine;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Browsers tell here what the Content-Security-Policy kept them from loading: a fault of ours, or somebody's attempt.
 *
 * <p>Anybody can write here, so little is read (16 KB, ten reports, sixty bodies a minute) and less is kept: how often which
 * directive was violated. Addresses, which can name people and papers, are neither logged nor stored.
 */
@Controller
class ContentReports implements RoutePolicies {

    static final int LARGEST = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ContentReports.class);
    private static final int MOST_AT_ONCE = 10;

    private final MeterRegistry meters;
    private final JsonMapper json;
    private final Ration ration = new Ration(60, System::nanoTime);

    ContentReports(MeterRegistry meters, JsonMapper json) {
        this.meters = meters;
        this.json = json;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(machine(POST, "/csp-reports"));
    }

    @PostMapping(
            path = "/csp-reports",
            consumes = {"application/csp-report", "application/reports+json", "application/json"})
    Mono<ResponseEntity<Void>> take(ServerHttpRequest request) {
        if (!ration.take()) {
            return Mono.just(ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, "60")
                    .build());
        }
        return DataBufferUtils.join(request.getBody(), LARGEST)
                .map(ContentReports::text)
                .doOnNext(this::count)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private void count(String body) {
        for (JsonNode report : reports(body)) {
            String directive = ViolatedDirective.of(report);
            meters.counter("ziyuan.csp.reports", "directive", directive).increment();
            LOG.info("a browser did not load something: {}", directive);
        }
    }

    private List<JsonNode> reports(String body) {
        try {
            JsonNode read = json.readTree(body);
            return read.isArray() ? read.valueStream().limit(MOST_AT_ONCE).toList() : List.of(read);
        } catch (JacksonException notJson) {
            return List.of();
        }
    }

    private static String text(DataBuffer body) {
        try {
            return body.toString(StandardCharsets.UTF_8);
        } finally {
            DataBufferUtils.release(body);
        }
    }
}
