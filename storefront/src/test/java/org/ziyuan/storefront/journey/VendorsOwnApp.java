package org.ziyuan.storefront.journey;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A vendor's application on a host of its own, as a browser sees it: asks who comes, by LTI 1.3, and greets him. */
final class VendorsOwnApp {

    static final String LOGIN = "https://app.example.com/lti/login";
    static final String LAUNCH = "https://app.example.com/lti/launch";
    static final String HOME = "https://app.example.com/";
    static final String KEYS = "https://app.example.com/jwks";

    private VendorsOwnApp() {}

    /** @param market makes the address of a page of the market */
    static void stands(BrowserContext browser, UnaryOperator<String> market) {
        browser.route(LOGIN + "**", route -> asks(route, market));
        browser.route(LAUNCH, VendorsOwnApp::greets);
    }

    private static void asks(Route route, UnaryOperator<String> market) {
        Map<String, String> told = told(route.request());
        String question = Map.of(
                        "scope",
                        "openid",
                        "response_type",
                        "id_token",
                        "response_mode",
                        "form_post",
                        "prompt",
                        "none",
                        "client_id",
                        told.get("client_id"),
                        "redirect_uri",
                        LAUNCH,
                        "login_hint",
                        told.get("login_hint"),
                        "lti_message_hint",
                        told.get("lti_message_hint"),
                        "state",
                        "s1",
                        "nonce",
                        "n-" + System.nanoTime())
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        route.fulfill(new Route.FulfillOptions()
                .setContentType("text/html; charset=utf-8")
                .setBody("<script>location.replace('" + market.apply("/lti/authorize") + "?" + question
                        + "')</script>"));
    }

    /** It would check the signature; that it is one of the platform's is shown where a launch is tested. */
    private static void greets(Route route) {
        String token = told(route.request()).getOrDefault("id_token", "");
        String said = token.isEmpty()
                ? String.valueOf(route.request().postData())
                : new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        route.fulfill(new Route.FulfillOptions()
                .setContentType("text/html; charset=utf-8")
                .setBody("<h1>您好</h1><pre id=claims>" + said.replace("<", "&lt;") + "</pre>"));
    }

    private static Map<String, String> told(Request request) {
        String query = URI.create(request.url()).getRawQuery();
        String body = request.postData();
        return Arrays.stream((query == null ? String.valueOf(body) : query).split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (one, other) -> one));
    }
}
