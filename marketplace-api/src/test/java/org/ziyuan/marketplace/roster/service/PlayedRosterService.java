package org.ziyuan.marketplace.roster.service;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A system that speaks OneRoster 1.2: it pages, sorts, counts and asks for a token as one does, and can be told to misbehave. */
final class PlayedRosterService implements ResponseDefinitionTransformerV2 {

    static final String CLIENT = "market";
    static final String SECRET = "only-for-this-test";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WireMockServer server = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .extensions(this));
    private final Map<String, List<Map<String, Object>>> collections = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Misbehaviour misbehaviour = (path, time) -> null;

    void begin() {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
    }

    void end() {
        server.stop();
    }

    String base() {
        return server.baseUrl() + "/or/v1p2";
    }

    String tokenUrl() {
        return server.baseUrl() + "/token";
    }

    int tokens() {
        return tokens.get();
    }

    int asked() {
        return asked.get();
    }

    /** @param rows what stands there from now on */
    void holds(String path, List<Map<String, Object>> rows) {
        collections.put(path, new ArrayList<>(rows));
    }

    List<Map<String, Object>> there(String path) {
        return collections.getOrDefault(path, List.of());
    }

    /** What is answered instead of the truth. */
    interface Misbehaviour {

        /** @param time how many pages were asked for before */
        @Nullable
        ResponseDefinition instead(String path, int time);
    }

    void misbehaves(Misbehaviour instead) {
        misbehaviour = instead;
    }

    @Override
    public String getName() {
        return "oneroster";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        String path = request.getUrl().replaceFirst("[?].*", "");
        if (path.equals("/token")) {
            return token(request);
        }
        ResponseDefinition instead = misbehaviour.instead(path, asked.getAndIncrement());
        if (instead != null) {
            return instead;
        }
        return ("Bearer token-" + tokens.get()).equals(request.getHeader("Authorization"))
                ? path.startsWith("/or/v1p2/users/")
                        ? one(path.substring(path.lastIndexOf('/') + 1))
                        : page(request, path.substring("/or/v1p2".length()))
                : aResponse().withStatus(401).build();
    }

    private ResponseDefinition token(Request request) {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        return basic.equals(request.getHeader("Authorization"))
                        && request.getBodyAsString().contains("grant_type=client_credentials")
                ? json(Map.of(
                                "access_token",
                                "token-" + tokens.incrementAndGet(),
                                "token_type",
                                "bearer",
                                "expires_in",
                                60))
                        .build()
                : aResponse().withStatus(401).build();
    }

    private ResponseDefinition one(String id) {
        return there("/users").stream()
                .filter(user -> String.valueOf(user.get("sourcedId")).equals(id))
                .findFirst()
                .map(user -> json(Map.of("user", user)).build())
                .orElseGet(() -> aResponse().withStatus(404).build());
    }

    private ResponseDefinition page(Request request, String path) {
        int limit = Integer.parseInt(request.queryParameter("limit").firstValue());
        int offset = Integer.parseInt(request.queryParameter("offset").firstValue());
        Comparator<Map<String, Object>> order = Comparator.comparing(
                row -> String.valueOf(row.get(request.queryParameter("sort").firstValue())));
        boolean falling = request.queryParameter("orderBy").firstValue().equals("desc");
        List<Map<String, Object>> all = there(path);
        List<Map<String, Object>> page = all.stream()
                .sorted(falling ? order.reversed() : order)
                .skip(offset)
                .limit(limit)
                .toList();
        return json(Map.of(word(path), page))
                .withHeader("X-Total-Count", String.valueOf(all.size()))
                .build();
    }

    private static String word(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (last) {
            case "schools" -> "orgs";
            case "terms" -> "academicSessions";
            case "students", "teachers" -> "users";
            default -> last;
        };
    }

    private static ResponseDefinitionBuilder json(Map<String, ?> body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(JSON.writeValueAsString(body));
    }
}
