package org.ziyuan.storefront.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A server on which a test plays identity providers that lie or are silent, and one that speaks CAS 3.0. */
final class PlayedProviders {

    static final String SILENT = "/silent";
    static final String EMPTY = "/empty";
    static final String CAS = "/cas";
    static final String BOMB = "ST-bomb";

    private static final String LAUGHS = """
            <!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
            <cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>
            <cas:user>&b;</cas:user></cas:authenticationSuccess></cas:serviceResponse>
            """;

    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final Map<String, String[]> tickets = new ConcurrentHashMap<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                String path = "/" + request.path();
                if (path.startsWith(EMPTY)) {
                    return response.status(200)
                            .header("Content-Type", "application/json")
                            .send();
                }
                if (path.startsWith(SILENT)) {
                    return Mono.delay(Duration.ofSeconds(20)).then();
                }
                String body = path.startsWith(CAS + "/") ? validated(request.uri()) : documents.getOrDefault(path, "");
                String type = path.startsWith(CAS) ? "application/xml" : "application/json";
                return response.status(body.isEmpty() ? 404 : 200)
                        .header("Content-Type", type)
                        .sendString(Mono.just(body))
                        .then();
            })
            .bindNow();

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    void stop() {
        server.disposeNow();
    }

    /** A discovery document: who it says it is, whose tokens it gives, and whose keys it publishes. */
    void discover(String path, String issuer, String tokensOf, String keysOf) {
        say(path, """
                {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token","jwks_uri":"%s/jwks",
                 "response_types_supported":["code"],"subject_types_supported":["public"],
                 "id_token_signing_alg_values_supported":["RS256"]}
                """.formatted(issuer, tokensOf, tokensOf, keysOf));
    }

    /** An answer in the place of a discovery document. */
    void say(String path, String document) {
        documents.put(path + "/.well-known/openid-configuration", document);
    }

    /** A ticket of somebody for a service. */
    void issue(String ticket, String service, String organization) {
        tickets.put(ticket, new String[] {service, organization});
    }

    private String validated(String uri) {
        String ticket = parameter(uri, "ticket");
        if (ticket.equals(BOMB)) {
            return LAUGHS;
        }
        String[] known = tickets.remove(ticket);
        if (known == null) {
            return failure("INVALID_TICKET");
        }
        return known[0].equals(parameter(uri, "service")) ? """
                <cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>
                <cas:user>t-77</cas:user><cas:attributes><cas:name>沈知微</cas:name><cas:org_code>%s</cas:org_code>
                <cas:role>staff</cas:role><cas:role>teacher</cas:role></cas:attributes>
                </cas:authenticationSuccess></cas:serviceResponse>
                """.formatted(known[1]) : failure("INVALID_SERVICE");
    }

    private static String failure(String code) {
        return """
                <cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
                <cas:authenticationFailure code="%s">not recognized</cas:authenticationFailure></cas:serviceResponse>
                """.formatted(code);
    }

    private static String parameter(String uri, String name) {
        String found = uri.replaceFirst(".*[?&]" + name + "=", "").replaceFirst("&.*", "");
        return URLDecoder.decode(found, StandardCharsets.UTF_8);
    }
}
