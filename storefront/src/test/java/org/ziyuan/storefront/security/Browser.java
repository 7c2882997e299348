package org.ziyuan.storefront.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without pictures or scripts: it keeps cookies, sends forms with the token of the last page, and follows nothing. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final String site;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private String token = "";

    public Browser(int port) {
        this.site = "http://127.0.0.1:" + port;
    }

    public Page get(String path) {
        return page(request(path).GET().build());
    }

    /** Submits a form of the page seen last. */
    public Page submit(String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putIfAbsent("_csrf", token);
        String body = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return page(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", site)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Any request to this site, with its cookies and without what a browser adds by itself. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site + path)).header("Accept", "text/html,application/xhtml+xml");
    }

    public Page page(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            Matcher found = TOKEN.matcher(answer.body());
            if (found.find()) {
                token = found.group(1);
            }
            return new Page(answer);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Its cookies, as another client of the same site would send them. */
    public String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    public void forgetCookies() {
        boolean unused = cookies.getCookieStore().removeAll();
    }

    /** What came back. */
    public record Page(HttpResponse<String> answer) {

        public int status() {
            return answer.statusCode();
        }

        public String text() {
            return answer.body();
        }

        public String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }

        /** Where it redirects to, or "". */
        public String location() {
            return header("Location");
        }
    }
}
