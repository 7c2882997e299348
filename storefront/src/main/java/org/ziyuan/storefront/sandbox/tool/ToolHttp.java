package org.ziyuan.storefront.sandbox.tool;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.CookieHeaderNames.SameSite;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.storefront.sandbox.tool.PendingLaunches.Pending;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What the tool hears and says over HTTP. */
final class ToolHttp {

    private static final String BROWSER = "sandbox-browser";

    private ToolHttp() {}

    static Map<String, String> question(SandboxApp app, Map<String, String> form, Pending begun, String base) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("scope", "openid");
        question.put("response_type", "id_token");
        question.put("response_mode", "form_post");
        question.put("prompt", "none");
        question.put("client_id", app.clientId());
        question.put("redirect_uri", base + "/" + app.path() + "/launch");
        question.put("login_hint", form.getOrDefault("login_hint", ""));
        question.put("lti_message_hint", form.getOrDefault("lti_message_hint", ""));
        question.put("state", begun.state());
        question.put("nonce", begun.nonce());
        return question;
    }

    static Mono<Void> asset(HttpServerResponse response, String name, String type) {
        return response.header("Content-Type", type + ";charset=UTF-8")
                .sendString(Mono.just(ToolPages.asset(name)))
                .then();
    }

    static Mono<Void> page(HttpServerResponse response, String html) {
        return response.header("Content-Type", "text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .sendString(Mono.just(html))
                .then();
    }

    /** The address this tool is registered under: always 127.0.0.1, whatever name brought the browser here. */
    static String ownBase(HttpServerRequest request) {
        return "http://127.0.0.1:"
                + java.util.Objects.requireNonNull(request.hostAddress()).getPort();
    }

    static Cookie remembering(String browser) {
        DefaultCookie cookie = new DefaultCookie(BROWSER, browser);
        cookie.setHttpOnly(true);
        cookie.setPath("/");
        cookie.setSameSite(SameSite.Lax);
        return cookie;
    }

    static @Nullable String browserOf(HttpServerRequest request) {
        @SuppressWarnings("CollectionUndefinedEquality") // the cookies are keyed by their names as strings
        List<Cookie> cookies = request.allCookies().get(BROWSER);
        return cookies == null || cookies.isEmpty() ? null : cookies.get(0).value();
    }
}
