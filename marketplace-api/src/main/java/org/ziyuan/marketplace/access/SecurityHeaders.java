package org.ziyuan.marketplace.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec.ContentTypeOptionsSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec.FrameOptionsSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec.XssProtectionSpec;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells the browser with every answer what to refuse. It uses nothing but our own scripts, styles and pictures, shows
 * our pages in no frame, and keeps nothing unless the answer itself says so. HSTS is written over TLS only, which
 * Spring sees to.
 */
@Component
public class SecurityHeaders {

    private static final String CONTENT = "Content-Security-Policy";
    private static final String NO_SENSORS = "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
            + "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    /** Where browsers tell what they did not load; storefront counts it. */
    private static final String REPORTS = "/csp-reports";

    private final Map<String, String> policies = new LinkedHashMap<>();

    SecurityHeaders(WebSettings settings) {
        String formAction = String.join(" ", settings.formAction());
        String contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
                + ("form-action 'self' " + formAction).strip()
                + "; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; report-uri " + REPORTS
                + "; report-to csp";
        policies.put(CONTENT, contentPolicy);
        policies.put("Reporting-Endpoints", "csp=\"" + REPORTS + "\"");
        policies.put("Permissions-Policy", NO_SENSORS);
        policies.put("Cross-Origin-Opener-Policy", "same-origin");
        policies.put("Cross-Origin-Resource-Policy", "same-origin");
        policies.put("X-Frame-Options", "DENY");
        policies.put("X-Content-Type-Options", "nosniff");
        policies.put("X-XSS-Protection", "0");
    }

    /** Lets the page of this answer load what other pages do not, such as {@code media-src 'self'}. */
    public void allow(String sources, ServerHttpResponse answer) {
        answer.getHeaders().set(CONTENT, policies.get(CONTENT) + "; " + sources);
    }

    void write(HeaderSpec headers) {
        headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .frameOptions(FrameOptionsSpec::disable)
                .contentTypeOptions(ContentTypeOptionsSpec::disable)
                .xssProtection(XssProtectionSpec::disable)
                .writer(this::write);
    }

    /** Each that the answer has not of its own. Spring's writer for each copies all headers of the answer, eight times. */
    private Mono<Void> write(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        policies.forEach((name, value) -> {
            if (!headers.containsHeader(name)) {
                headers.set(name, value);
            }
        });
        return Mono.empty();
    }
}
