package org.ziyuan.storefront.roundtrip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.security.Browser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People of the demonstration on the node that counts, each signed in once. */
final class Visitors {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/lti/", "/.well-known/", "/covers/");

    private final int port;
    private final Map<String, Browser> people = new HashMap<>();

    Visitors(int port) {
        this.port = port;
    }

    /** What came back, and what was asked of the database for it. */
    record Told(Browser.Page page, Asked asked) {

        JsonNode json() {
            return JSON.readTree(page.text());
        }
    }

    /**
     * Asks, and is not refused.
     *
     * @param body JSON, or nothing
     */
    Told ask(String who, String method, String path, String body) {
        String name = UUID.randomUUID().toString();
        Browser person = people.computeIfAbsent(who, this::browser);
        HttpRequest.Builder request = person.request(path).header(CountedNode.HEADER, name);
        if (FOR_PROGRAMS.stream().anyMatch(path::startsWith)) {
            request.setHeader("Accept", "application/json, */*;q=0.5");
        }
        if (!body.isEmpty()) {
            request.method(method, BodyPublishers.ofString(body, UTF_8))
                    .header("Content-Type", "application/json")
                    .header("Origin", "http://127.0.0.1:" + port)
                    .header("X-CSRF-TOKEN", token(person))
                    .header("Idempotency-Key", name);
        }
        Browser.Page page = person.page(request.build());
        assertThat(page.status())
                .as("%s %s by %s: %s", method, path, who, page.text())
                .isBetween(200, 399);
        return new Told(page, CountedNode.of(name));
    }

    private Browser browser(String login) {
        Browser browser = new Browser(port);
        if (!login.equals("guest")) {
            Browser.Page picker = browser.get("/demo");
            Browser.Page entered = browser.submit(
                    "/demo/sign-in",
                    Map.of("person", Ids.derived("demo-person", login).toString()));
            assertThat(entered.status()).as(picker.text()).isBetween(302, 303);
        }
        return browser;
    }

    private static String token(Browser person) {
        return JSON.readTree(person.page(person.request("/api/v1/session")
                                .setHeader("Accept", "application/json")
                                .GET()
                                .build())
                        .text())
                .path("csrfToken")
                .asString();
    }
}
