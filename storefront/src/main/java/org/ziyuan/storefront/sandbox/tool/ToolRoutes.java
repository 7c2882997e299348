package org.ziyuan.storefront.sandbox.tool;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.CookieHeaderNames.SameSite;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.ziyuan.storefront.sandbox.tool.PendingLaunches.Pending;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** What the sandbox tools answer: login initiations, launches, their own public key, and pages. */
@Component
@Profile("demo")
class ToolRoutes {

    private static final String BROWSER = "sandbox-browser";

    private final PendingLaunches pending = new PendingLaunches();
    private final PlatformKeys platforms;
    private final VerifyLaunch verifyLaunch;
    private final RSAKey ownKey = ToolKey.generate();

    ToolRoutes(SandboxToolSettings settings, @Value("${ziyuan.lti.issuer:}") String issuer) {
        List<String> trusted = new java.util.ArrayList<>(settings.platforms());
        trusted.add(issuer);
        this.platforms = new PlatformKeys(trusted);
        this.verifyLaunch = new VerifyLaunch(platforms);
    }

    void declare(HttpServerRoutes routes) {
        routes.get("/health", (request, response) -> response.sendString(Mono.just(OtherCopy.GREETING)))
                .get("/jwks", (request, response) -> keys(response))
                .get("/tool.css", (request, response) -> asset(response, "tool.css", "text/css"))
                .get("/tool.js", (request, response) -> asset(response, "tool.js", "text/javascript"))
                .get("/{app}/login", (request, response) -> answer(request, response, this::login))
                .post("/{app}/login", (request, response) -> answer(request, response, this::login))
                .post("/{app}/launch", (request, response) -> answer(request, response, this::launch))
                .get("/{app}/", (request, response) -> answer(request, response, this::front));
    }

    private interface Handler {
        Mono<Void> handle(
                SandboxApp app, Map<String, String> form, HttpServerRequest request, HttpServerResponse response);
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response, Handler handler) {
        return Form.of(request)
                .flatMap(form -> SandboxApp.at(String.valueOf(request.param("app")))
                        .map(app -> handler.handle(app, form, request, response))
                        .orElseGet(() -> response.sendNotFound().then()))
                .onErrorResume(
                        ToolRefusal.class,
                        refusal -> page(response.status(HttpResponseStatus.BAD_REQUEST), ToolPages.refused(refusal)));
    }

    private Mono<Void> login(
            SandboxApp app, Map<String, String> form, HttpServerRequest request, HttpServerResponse response) {
        String issuer = platforms.requireTrusted(form.get("iss"));
        if (!app.clientId().equals(form.get("client_id")) || form.get("login_hint") == null) {
            throw new ToolRefusal("initiation", "平台发起打开时给出的应用编号不对，或缺少 login_hint。");
        }
        String browser = browserOf(request);
        Pending begun = pending.remember(
                browser == null ? PendingLaunches.random() : browser,
                app,
                issuer,
                form.getOrDefault("lti_deployment_id", ""),
                form.getOrDefault("target_link_uri", ""));
        String query = question(app, form, begun, ownBase(request)).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return response.status(HttpResponseStatus.SEE_OTHER)
                .addCookie(remembering(begun.browser()))
                .header("Location", issuer + "/lti/authorize?" + query)
                .send();
    }

    private static Map<String, String> question(SandboxApp app, Map<String, String> form, Pending begun, String base) {
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

    private Mono<Void> launch(
            SandboxApp app, Map<String, String> form, HttpServerRequest request, HttpServerResponse response) {
        String browser = browserOf(request);
        if (browser == null && !form.containsKey("again")) {
            return page(response, ToolPages.again(app, form));
        }
        Pending begun = pending.take(form.get("state"), browser, app);
        if (form.containsKey("error")) {
            throw PlatformErrors.refusal(form.getOrDefault("error", ""), form.getOrDefault("error_description", ""));
        }
        return verifyLaunch
                .verify(form.get("id_token"), begun)
                .flatMap(launch -> page(response, ToolPages.opened(launch)));
    }

    private Mono<Void> front(
            SandboxApp app, Map<String, String> form, HttpServerRequest request, HttpServerResponse response) {
        return page(response, ToolPages.front(app));
    }

    private Mono<Void> keys(HttpServerResponse response) {
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(new JWKSet(ownKey).toString(true)))
                .then();
    }

    private static Mono<Void> asset(HttpServerResponse response, String name, String type) {
        return response.header("Content-Type", type + ";charset=UTF-8")
                .sendString(Mono.just(ToolPages.asset(name)))
                .then();
    }

    private static Mono<Void> page(HttpServerResponse response, String html) {
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
    private static String ownBase(HttpServerRequest request) {
        return "http://127.0.0.1:"
                + java.util.Objects.requireNonNull(request.hostAddress()).getPort();
    }

    private static Cookie remembering(String browser) {
        DefaultCookie cookie = new DefaultCookie(BROWSER, browser);
        cookie.setHttpOnly(true);
        cookie.setPath("/");
        cookie.setSameSite(SameSite.Lax);
        return cookie;
    }

    private static @Nullable String browserOf(HttpServerRequest request) {
        @SuppressWarnings("CollectionUndefinedEquality") // the cookies are keyed by their names as strings
        List<Cookie> cookies = request.allCookies().get(BROWSER);
        return cookies == null || cookies.isEmpty() ? null : cookies.get(0).value();
    }
}
