package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.machine;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    private static final Set<String> DIRECTIVES = Set.of(
            "default-src",
            "script-src",
            "script-src-elem",
            "script-src-attr",
            "style-src",
            "style-src-elem",
            "style-src-attr",
            "img-src",
            "font-src",
            "connect-src",
            "manifest-src",
            "form-action",
            "base-uri",
            "frame-ancestors",
            "frame-src",
            "object-src",
            "media-src",
            "worker-src",
            "child-src");

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
            String directive = directive(report);
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

    /** The old form has the directive under {@code csp-report}, with its sources behind it; the new one under {@code body}. */
    private static String directive(JsonNode report) {
        JsonNode old = report.path("csp-report");
        String named = report.path("body")
                .path("effectiveDirective")
                .asString(old.path("effective-directive")
                        .asString(old.path("violated-directive").asString("")));
        String directive = named.strip().split(" ", 2)[0].toLowerCase(Locale.ROOT);
        return DIRECTIVES.contains(directive) ? directive : "other";
    }

    private static String text(DataBuffer body) {
        try {
            return body.toString(StandardCharsets.UTF_8);
        } finally {
            DataBufferUtils.release(body);
        }
    }
}
