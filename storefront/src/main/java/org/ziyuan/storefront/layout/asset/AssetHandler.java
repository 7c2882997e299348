package org.ziyuan.storefront.layout.asset;

import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers for a file out of memory, before a session, a route or a place among the admitted is looked for. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AssetHandler implements HttpHandlerDecoratorFactory {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl FOR_AN_HOUR =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private final Assets assets;

    AssetHandler(Assets assets) {
        this.assets = assets;
    }

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> {
            boolean reads = HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
            Asset asset = reads ? assets.find(request.getPath().value()) : null;
            return asset == null ? handler.handle(request, response) : answer(asset, request, response);
        };
    }

    private static Mono<Void> answer(Asset asset, ServerHttpRequest request, ServerHttpResponse response) {
        boolean compressed = request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(accepted -> accepted.contains("gzip"));
        String tag = "\"" + asset.hash() + (compressed ? "-gzip\"" : "\"");
        byte[] body = compressed ? asset.gzip() : asset.plain();
        HttpHeaders headers = response.getHeaders();
        headers.setCacheControl(asset.link().equals(request.getPath().value()) ? FOR_GOOD : FOR_AN_HOUR);
        headers.set(HttpHeaders.ETAG, tag);
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        // A picture that is opened by itself is a document, and ours run no script.
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (request.getHeaders().getIfNoneMatch().contains(tag)) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return response.setComplete();
        }
        headers.setContentType(asset.type());
        headers.setContentLength(body.length);
        if (compressed) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return HttpMethod.HEAD.equals(request.getMethod())
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
