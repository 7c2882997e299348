package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import org.ziyuan.marketplace.transaction.Ids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One signed-in person of the demo province with a cookie jar of his own, using the API as a client would. */
public final class Somebody {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final Pattern FORM = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern NAME = Pattern.compile("\\sname=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("\\svalue=\"([^\"]*)\"");

    /** No answer may take longer, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final IntFunction<RunningMarket> nodes;
    private final HttpClient client;
    private final Duration patience;
    private int requests;
    /** Of the session that the cookies name; another session has another. */
    private @Nullable String token;

    private Somebody(IntFunction<RunningMarket> nodes, Duration patience) {
        this.nodes = nodes;
        this.patience = patience;
        // Cookies are kept per host name, so that two nodes on one host share the session as behind a balancer.
        this.client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Somebody who has not signed in. */
    static Somebody stranger(RunningMarket market) {
        return new Somebody(request -> market, PATIENCE);
    }

    /** Signs in through the demo's role picker. */
    static Somebody signedIn(RunningMarket market, String login) {
        return signedIn(request -> market, login);
    }

    /** @param nodes which node each request goes to, by its ordinal */
    static Somebody signedIn(IntFunction<RunningMarket> nodes, String login) {
        return signedIn(nodes, login, PATIENCE);
    }

    /** @param patience how long one answer may take */
    static Somebody signedIn(IntFunction<RunningMarket> nodes, String login, Duration patience) {
        Somebody somebody = new Somebody(nodes, patience);
        String unused = somebody.signIn(login);
        return somebody;
    }

    /** Signs in in this browser, as anybody of the demo. @return where it leads */
    String signIn(String login) {
        String picker = served(send("GET", "/demo", null, null)).body();
        Matcher token = TOKEN.matcher(picker);
        if (!token.find()) {
            throw new AssertionError("the role picker carries no token: " + picker);
        }
        HttpResponse<String> entered = served(form(
                "/demo/sign-in",
                Map.of(
                        "_csrf",
                        token.group(1),
                        "person",
                        Ids.derived("demo-person", login).toString())));
        if (entered.statusCode() != 303 && entered.statusCode() != 302) {
            throw new AssertionError(login + " is not let in: " + entered.statusCode() + " " + entered.body());
        }
        return entered.headers().firstValue("Location").orElseThrow();
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = send("GET", path, null, null);
        expect(200, answer, path);
        return JSON.readTree(answer.body());
    }

    String page(String path) {
        HttpResponse<String> answer = send("GET", path, null, null);
        expect(200, answer, path);
        return answer.body();
    }

    HttpResponse<String> tryGet(String path) {
        return send("GET", path, null, null);
    }

    /** A write that must succeed. */
    JsonNode post(String path, Map<String, ?> body) {
        HttpResponse<String> answer =
                write("POST", path, body, UUID.randomUUID().toString());
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(path + " answers " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    JsonNode put(String path, Map<String, ?> body) {
        HttpResponse<String> answer = write("PUT", path, body, UUID.randomUUID().toString());
        expect(200, answer, path);
        return JSON.readTree(answer.body());
    }

    /** A write that is expected to be refused: the problem as it stands on the wire. */
    JsonNode refused(int status, String path, Map<String, ?> body) {
        HttpResponse<String> answer =
                write("POST", path, body, UUID.randomUUID().toString());
        expect(status, answer, path);
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> write(String method, String path, Map<String, ?> body, String key) {
        return send(method, path, JSON.writeValueAsString(body), key);
    }

    /** A write whose body is sent as it stands, well-formed or not. */
    HttpResponse<String> writeText(String path, String body) {
        return send("POST", path, body, UUID.randomUUID().toString());
    }

    /** Anything at all, as a form or as JSON, with what proves that it comes from our own page. */
    HttpResponse<String> ask(String method, String path, Map<String, String> headers, String body) {
        return ask(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> ask(String method, String path, Map<String, String> headers, byte[] body) {
        RunningMarket node = nodes.apply(requests++);
        HttpRequest.Builder request = HttpRequest.newBuilder(node.at(path))
                .timeout(patience)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Origin", origin(node));
        headers.forEach(request::header);
        return sent(request.build());
    }

    HttpResponse<String> form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        RunningMarket node = nodes.apply(requests++);
        return sent(HttpRequest.newBuilder(address(node, path))
                .timeout(patience)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Origin", origin(node))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Opens the page, fills in its form with that action and sends it, as a browser does. */
    HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        return press(page(page), action, fields);
    }

    /**
     * Sends a form of a page that was opened before: with the token that every page carries, and with the hidden fields of
     * the form where the page has one with that action.
     */
    HttpResponse<String> press(String html, String action, Map<String, String> fields) {
        Matcher token = TOKEN.matcher(html);
        if (!token.find()) {
            throw new AssertionError("the page carries no form token: " + html);
        }
        Map<String, String> all = hidden(html, action);
        all.put("_csrf", token.group(1));
        all.putAll(fields);
        return form(action, all);
    }

    private static Map<String, String> hidden(String html, String action) {
        Map<String, String> hidden = new HashMap<>();
        FORM.matcher(html)
                .results()
                .filter(form -> form.group().contains("action=\"" + action + "\""))
                .forEach(form -> HIDDEN.matcher(form.group(2)).results().forEach(field -> {
                    Matcher name = NAME.matcher(field.group());
                    Matcher value = VALUE.matcher(field.group());
                    if (name.find() && value.find()) {
                        hidden.put(name.group(1), HtmlUtils.htmlUnescape(value.group(1)));
                    }
                }));
        return hidden;
    }

    /** Where a redirect leads. */
    HttpResponse<String> follow(String location) {
        return sent(HttpRequest.newBuilder(address(nodes.apply(requests++), location))
                .timeout(patience)
                .build());
    }

    private static URI address(RunningMarket node, String path) {
        return path.startsWith("http") ? URI.create(path) : node.at(path);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, @Nullable String key) {
        String token = body == null ? "" : token();
        RunningMarket node = nodes.apply(requests++);
        HttpRequest.Builder request = HttpRequest.newBuilder(node.at(path)).timeout(patience);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json")
                    .header("X-CSRF-TOKEN", token)
                    .header("Origin", origin(node));
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return sent(request.build());
    }

    /** What a form or a request of this person must carry. */
    String token() {
        String known = token;
        if (known == null) {
            known = JSON.readTree(
                            served(send("GET", "/api/v1/session", null, null)).body())
                    .path("csrfToken")
                    .asString();
            token = known;
        }
        return known;
    }

    /** The cookies as another client of this person would send them. */
    String cookies() {
        return client
                .cookieHandler()
                .map(handler -> ((CookieManager) handler).getCookieStore().getCookies())
                .orElse(List.of())
                .stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.headers().firstValue("Set-Cookie").isPresent()) {
                token = null;
            }
            return answer;
        } catch (IOException refused) {
            throw new UncheckedIOException(request.uri() + "", refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** An answer of somebody who could not be asked says nothing of the question. */
    private static HttpResponse<String> served(HttpResponse<String> answer) {
        if (answer.statusCode() > 500) {
            throw new UncheckedIOException(
                    new IOException(answer.uri() + " answers " + answer.statusCode() + " " + answer.body()));
        }
        return answer;
    }

    private static String origin(RunningMarket node) {
        return "http://127.0.0.1:" + node.port();
    }

    private static void expect(int status, HttpResponse<String> answer, String path) {
        if (answer.statusCode() != status) {
            throw new AssertionError(path + " answers " + answer.statusCode() + " " + answer.body());
        }
    }
}
