package org.ziyuan.marketplace.access;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * Accepts a write from a page of ours or from a program, never from another site's page. The browser says where a write
 * comes from, and JSON is only taken in a content type that another site's form cannot send.
 */
@Component
class SameOrigin {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OURS = Set.of("same-origin", "none");
    private static final Set<String> OF_FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private final Set<String> knownAs;

    SameOrigin(WebSettings settings) {
        this.knownAs = Set.copyOf(settings.origins());
    }

    /** As a filter of the chain for people; not a bean of type WebFilter, or it would also guard the machines' routes. */
    WebFilter filter() {
        return this::filter;
    }

    static boolean isWrite(ServerHttpRequest request) {
        return !READS.contains(request.getMethod());
    }

    static boolean isApi(ServerHttpRequest request) {
        return request.getPath().value().startsWith("/api/");
    }

    private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!isWrite(request)) {
            return chain.filter(exchange);
        }
        if (comesFromElsewhere(request)) {
            return Mono.error(Refusal.forbidden("cross-site-request"));
        }
        return isApi(request) && looksLikeAForm(request.getHeaders())
                ? Mono.error(new UnsupportedMediaTypeStatusException("a form's content type"))
                : chain.filter(exchange);
    }

    private boolean comesFromElsewhere(ServerHttpRequest request) {
        String site = request.getHeaders().getFirst("Sec-Fetch-Site");
        String origin = request.getHeaders().getOrigin();
        return (site != null && !OURS.contains(site)) || (origin != null && !isOurs(origin, request));
    }

    /** The name in the address bar, or the one that the proxy in front of us says stood there. */
    private boolean isOurs(String origin, ServerHttpRequest request) {
        String from = authority(origin);
        return knownAs.contains(origin)
                || (from != null
                        && (from.equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.HOST))
                                || from.equalsIgnoreCase(request.getURI().getAuthority())));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean looksLikeAForm(HttpHeaders headers) {
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        }
        return OF_FORMS.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
