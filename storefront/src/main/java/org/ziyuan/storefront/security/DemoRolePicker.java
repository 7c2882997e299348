package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.Sessions;
import org.ziyuan.marketplace.access.history.SignedIn.Means;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.demo.DemoCast;
import reactor.core.publisher.Mono;

/**
 * Signs anybody in as anybody, with one click: the demonstration only, and only from this very machine.
 *
 * <p>The name in the address bar must be a loopback name too; otherwise another site's page, whose name was made to
 * point here, could use the door.
 */
@Controller
@Profile("demo")
class DemoRolePicker implements RoutePolicies {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final DemoCast cast;
    private final Sessions sessions;

    DemoRolePicker(DemoCast cast, Sessions sessions) {
        this.cast = cast;
        this.sessions = sessions;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/demo"), anyone(POST, "/demo/sign-in"));
    }

    @GetMapping("/demo")
    Mono<String> choose(@RequestParam(defaultValue = "") String school, Model model, ServerWebExchange exchange) {
        requireLoopback(exchange.getRequest());
        return cast.troupes(school)
                .collectList()
                .doOnNext(troupes -> model.addAttribute("troupes", troupes).addAttribute("school", school))
                .thenReturn("security/demo");
    }

    @PostMapping("/demo/sign-in")
    Mono<String> signIn(Choice choice, ServerWebExchange exchange) {
        requireLoopback(exchange.getRequest());
        return Mono.justOrEmpty(choice.person())
                .filterWhen(cast::includes)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("person", Objects.toString(choice.person(), ""))))
                .flatMap(person -> sessions.open(exchange, person, Means.DEMO))
                .map(opened -> "redirect:" + Objects.requireNonNullElse(opened.address(), "/"))
                .onErrorResume(Refusal.class, refusal -> {
                    String next = RefusedSignIn.next(refusal, "/");
                    return next == null ? Mono.error(refusal) : Mono.just(next);
                });
    }

    private static void requireLoopback(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetSocketAddress host = request.getHeaders().getHost();
        boolean here = remote != null
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress();
        if (!here || host == null || !LOOPBACK_NAMES.contains(host.getHostString())) {
            throw Refusal.of(Refusal.Kind.NOT_FOUND, "page-not-found");
        }
    }

    record Choice(@Nullable UUID person) {}
}
