package org.ziyuan.storefront.sandbox.tool;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.ziyuan.storefront.sandbox.tool.PendingLaunches.Pending;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** What the sandbox tools answer: login initiations, launches, their own public key, and pages. */
@Component
@Profile("demo")
class ToolRoutes {

    private final PendingLaunches pending = new PendingLaunches();
    /** Made when somebody asks for it: that takes longer than anything else the tools do when they start. */
    private final SingletonSupplier<RSAKey> ownKey = SingletonSupplier.of(ToolKey::generate);

    private final PlatformKeys platforms;
    private final VerifyLaunch verifyLaunch;

    ToolRoutes(SandboxToolSettings settings, @Value("${ziyuan.lti.issuer:}") String issuer) {
        List<String> trusted = new java.util.ArrayList<>(settings.platforms());
        trusted.add(issuer);
        this.platforms = new PlatformKeys(trusted);
        this.verifyLaunch = new VerifyLaunch(platforms);
    }

    void declare(HttpServerRoutes routes) {
        routes.get("/health", (request, response) -> response.sendString(Mono.just(OtherCopy.GREETING)))
                .get("/jwks", (request, response) -> keys(response))
                .get("/tool.css", (request, response) -> ToolHttp.asset(response, "tool.css", "text/css"))
                .get("/tool.js", (request, response) -> ToolHttp.asset(response, "tool.js", "text/javascript"))
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
                        refusal -> ToolHttp.page(
                                response.status(HttpResponseStatus.BAD_REQUEST), ToolPages.refused(refusal)));
    }

    private Mono<Void> login(
            SandboxApp app, Map<String, String> form, HttpServerRequest request, HttpServerResponse response) {
        String issuer = platforms.requireTrusted(form.get("iss"));
        if (!app.clientId().equals(form.get("client_id")) || form.get("login_hint") == null) {
            throw new ToolRefusal("initiation", "平台发起打开时给出的应用编号不对，或缺少 login_hint。");
        }
        String browser = ToolHttp.browserOf(request);
        Pending begun = pending.remember(
                browser == null ? PendingLaunches.random() : browser,
                app,
                issuer,
                form.getOrDefault("lti_deployment_id", ""),
                form.getOrDefault("target_link_uri", ""));
        String query = ToolHttp.question(app, form, begun, ToolHttp.ownBase(request)).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return response.status(HttpResponseStatus.SEE_OTHER)
                .addCookie(ToolHttp.remembering(begun.browser()))
                .header("Location", issuer + "/lti/authorize?" + query)
                .send();
    }

    private Mono<Void> launch(
            SandboxApp app, Map<String, String> form, HttpServerRequest request, HttpServerResponse response) {
        String browser = ToolHttp.browserOf(request);
        if (browser == null && !form.containsKey("again")) {
            return ToolHttp.page(response, ToolPages.again(app, form));
        }
        Pending begun = pending.take(form.get("state"), browser, app);
        if (form.containsKey("error")) {
            throw PlatformErrors.refusal(form.getOrDefault("error", ""), form.getOrDefault("error_description", ""));
        }
        return verifyLaunch
                .verify(form.get("id_token"), begun)
                .flatMap(launch -> ToolHttp.page(response, ToolPages.opened(launch)));
    }

    private Mono<Void> front(
            SandboxApp app, Map<String, String> form, HttpServerRequest request, HttpServerResponse response) {
        return ToolHttp.page(response, ToolPages.front(app));
    }

    private Mono<Void> keys(HttpServerResponse response) {
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(new JWKSet(ownKey.obtain()).toString(true)))
                .then();
    }
}
