package org.ziyuan.marketplace.licensing.lti;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.machine;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistration;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/**
 * Where a tool asks who the person is. The order of the checks is the law: the client, then the address of the answer,
 * letter for letter; what is wrong after that is told to that address, what is wrong before only to the person.
 */
@Controller
class AuthorizationEndpoint implements RoutePolicies {

    private final ToolRegistrations tools;
    private final CompleteLaunch completeLaunch;
    private final IdTokens idTokens;
    private final Trials trials;

    AuthorizationEndpoint(ToolRegistrations tools, CompleteLaunch completeLaunch, IdTokens idTokens, Trials trials) {
        this.trials = trials;
        this.tools = tools;
        this.completeLaunch = completeLaunch;
        this.idTokens = idTokens;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/lti/authorize"), machine(POST, "/lti/authorize"));
    }

    @GetMapping("/lti/authorize")
    Mono<ResponseEntity<String>> authorize(ServerWebExchange exchange) {
        return Mono.fromSupplier(
                        () -> AuthenticationRequest.of(exchange.getRequest().getQueryParams()))
                .flatMap(request -> tools.find(request.clientId())
                        .switchIfEmpty(Mono.error(() -> Refusal.malformed("lti-client-unknown")))
                        .flatMap(tool -> tool.mayAnswerTo(request.redirectUri())
                                ? answered(request, tool)
                                : Mono.error(Refusal.malformed("lti-redirect-uri-unknown")))
                        .onErrorResume(
                                Refusal.class,
                                refusal -> trials.fail(request, refusal.code()).then(Mono.error(refusal))));
    }

    /**
     * The cookie of the session stays at home when another site posts here, so the question is asked again as a GET,
     * which carries it. Nothing is read or written before that.
     */
    @PostMapping(path = "/lti/authorize", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<ResponseEntity<String>> again(ServerWebExchange exchange) {
        return exchange.getFormData().map(AuthenticationRequest::of).map(request -> {
            UriComponentsBuilder here = UriComponentsBuilder.fromPath("/lti/authorize");
            request.parameters().forEach((name, value) -> here.queryParam(name, "{" + name + "}"));
            URI address = here.encode().buildAndExpand(request.parameters()).toUri();
            return ResponseEntity.status(HttpStatus.SEE_OTHER).location(address).build();
        });
    }

    private Mono<ResponseEntity<String>> answered(AuthenticationRequest request, ToolRegistration tool) {
        return Mono.fromRunnable(request::requireWellFormed)
                .then(CurrentActor.find())
                .filter(actor -> actor.personId() != null)
                .switchIfEmpty(Mono.error(() -> LaunchError.of("login_required", "nobody is signed in")))
                .flatMap(actor -> completeLaunch.complete(request, actor.person()))
                .flatMap(launch -> idTokens.sign(launch, tool, request.nonce()))
                .map(token -> Map.of("id_token", token))
                .onErrorResume(
                        LaunchError.class,
                        error -> trials.fail(request, error.code() + ": " + error.description())
                                .thenReturn(Map.of("error", error.code(), "error_description", error.description())))
                .map(answer -> post(request, tool, answer));
    }

    private static ResponseEntity<String> post(
            AuthenticationRequest request, ToolRegistration tool, Map<String, String> answer) {
        Map<String, String> fields = new LinkedHashMap<>(answer);
        if (request.state() != null) {
            fields.put("state", request.state());
        }
        return FormPost.to(URI.create(request.redirectUri()), fields, tool.name());
    }
}
