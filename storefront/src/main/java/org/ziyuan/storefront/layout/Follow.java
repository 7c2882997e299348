package org.ziyuan.storefront.layout;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * How a page that waits for the machine asks for itself again. It does so every two seconds and at most {@value MOST} times,
 * so that a forgotten window ends by itself. Templates include {@code fragments/follow} while something is under way.
 *
 * @param href the same page, counted; never an address of another host, whatever path was asked for
 */
record Follow(String href) {

    static final int MOST = 30;

    private static final String COUNT = "look";

    /** How it goes on from this request; null when it has asked often enough. */
    static @Nullable Follow of(ServerHttpRequest request) {
        int looks = looks(request.getQueryParams().getFirst(COUNT));
        return looks >= MOST
                ? null
                : new Follow(UriComponentsBuilder.fromPath(
                                request.getURI().getRawPath().replaceFirst("^/*", "/"))
                        .query(request.getURI().getRawQuery())
                        .replaceQueryParam(COUNT, looks + 1)
                        .build(true)
                        .toUriString());
    }

    private static int looks(@Nullable String typed) {
        try {
            return typed == null ? 0 : Math.max(0, Integer.parseInt(typed));
        } catch (NumberFormatException none) {
            return MOST;
        }
    }
}
