package org.ziyuan.storefront.admission;

import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request is for, as far as its first lines tell; each purpose has its own door, so none keeps another out. */
enum Purpose {
    /** Searches of everybody, and whatever visitors without a session look at. */
    SEARCHES,
    /** What signed-in people look at, and the way to sign in. */
    READS,
    /** What changes something. */
    ACTS,
    /** Payment providers and tools, who prove themselves in the request. */
    NOTIFICATIONS,
    FILES;

    private static final Set<String> SESSION_COOKIES = Set.of("sid", "__Host-sid");
    private static final String[] SEARCHING = {"/search", "/api/v1/search", "/api/v1/suggest"};
    private static final String[] ENTRANCES = {"/sign-in", "/api/v1/session", "/demo", "/setup"};
    private static final String[] MACHINES = {"/notify/", "/lti/"};
    private static final String[] ASSETS = {"/css/", "/js/", "/img/", "/webjars/", "/covers/", "/favicon.ico"};

    static Purpose of(ServerHttpRequest request) {
        String path = request.getPath().value();
        boolean looks = HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
        if (begins(path, MACHINES)) {
            return NOTIFICATIONS;
        }
        if (looks && begins(path, ASSETS)) {
            return FILES;
        }
        boolean known = SESSION_COOKIES.stream().anyMatch(request.getCookies()::containsKey)
                || begins(path, ENTRANCES)
                || isProgram(request, path);
        if (!known || looks && begins(path, SEARCHING)) {
            return SEARCHES;
        }
        return looks ? READS : ACTS;
    }

    /** A vendor's program brings a token and no cookie; it reads and acts as its maker does and keeps no visitor waiting. */
    private static boolean isProgram(ServerHttpRequest request, String path) {
        return path.startsWith("/api/") && request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }

    private static boolean begins(String path, String... prefixes) {
        return Stream.of(prefixes).anyMatch(path::startsWith);
    }
}
