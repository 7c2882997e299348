package org.ziyuan.marketplace.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Membership;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Signing in and out over HTTP, and who one is. */
@RestController
class SessionEndpoint {

    private final Sessions sessions;
    private final OwnSessions own;
    private final SecondStep second;
    private final People people;
    private final XorServerCsrfTokenRequestAttributeHandler mask;

    SessionEndpoint(
            Sessions sessions,
            OwnSessions own,
            SecondStep second,
            People people,
            XorServerCsrfTokenRequestAttributeHandler mask) {
        this.sessions = sessions;
        this.own = own;
        this.second = second;
        this.people = people;
        this.mask = mask;
    }

    @Bean
    static RoutePolicies sessionRoutes() {
        return () -> List.of(
                RoutePolicy.anyone(HttpMethod.GET, "/api/v1/session"),
                RoutePolicy.anyone(HttpMethod.POST, "/api/v1/session"),
                RoutePolicy.anyone(HttpMethod.POST, "/api/v1/session/second-factor"),
                RoutePolicy.anyone(HttpMethod.DELETE, "/api/v1/session"),
                RoutePolicy.signedIn(HttpMethod.POST, "/api/v1/session/organization"),
                RoutePolicy.signedIn(HttpMethod.POST, "/api/v1/session/password"));
    }

    /** Who I am; for a guest nothing but the token. */
    @GetMapping("/api/v1/session")
    Mono<Me> me(ServerWebExchange exchange) {
        Mono<Me> known = CurrentActor.find()
                .flatMap(actor -> people.memberships(actor.person())
                        .collectList()
                        .flatMap(memberships -> token(exchange).map(token -> Me.of(actor, memberships, token))));
        return known.switchIfEmpty(Mono.defer(() -> token(exchange).map(Me::guest)));
    }

    @PostMapping("/api/v1/session")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Me> signIn(@Valid @RequestBody Proof proof, ServerWebExchange exchange) {
        return sessions.signIn(exchange, proof.login(), proof.password())
                .doOnNext(opened -> mask.handle(exchange, Mono.just(opened.token())))
                .flatMap(opened -> token(exchange).map(token -> Me.of(opened.actor(), opened.memberships(), token)));
    }

    /** The second step, after the first one was answered with {@code second-factor-required}. */
    @PostMapping("/api/v1/session/second-factor")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Me> prove(@Valid @RequestBody SecondProof proof, ServerWebExchange exchange) {
        return second.prove(exchange, proof.oneTimeCode())
                .doOnNext(opened -> mask.handle(exchange, Mono.just(opened.token())))
                .flatMap(opened -> token(exchange).map(token -> Me.of(opened.actor(), opened.memberships(), token)));
    }

    @DeleteMapping("/api/v1/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> signOut(ServerWebExchange exchange) {
        return sessions.close(exchange);
    }

    @PostMapping("/api/v1/session/organization")
    Mono<Me> actFor(@Valid @RequestBody Choice choice, ServerWebExchange exchange) {
        return sessions.actFor(exchange, choice.organizationId())
                .flatMap(actor -> people.memberships(actor.person())
                        .collectList()
                        .flatMap(memberships -> token(exchange).map(token -> Me.of(actor, memberships, token))));
    }

    @PostMapping("/api/v1/session/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> changePassword(@Valid @RequestBody NewPassword wish, ServerWebExchange exchange) {
        return own.changePassword(exchange, wish.oldPassword(), wish.newPassword());
    }

    private static Mono<String> token(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getRequiredAttribute(CsrfToken.class.getName());
        return token.map(CsrfToken::getToken);
    }

    record Proof(
            @NotBlank @Size(max = 64) String login,
            @NotBlank @Size(max = 512) String password) {}

    record SecondProof(@NotBlank @Size(max = 64) String oneTimeCode) {}

    record Choice(@NotNull UUID organizationId) {}

    record NewPassword(
            @NotBlank @Size(max = 512) String oldPassword,
            @NotBlank @Size(max = 512) String newPassword) {}

    /**
     * Who is signed in.
     *
     * @param csrfToken to be sent with every write in the header {@code X-CSRF-TOKEN}
     */
    record Me(
            boolean signedIn,
            @Nullable UUID personId,
            @Nullable String name,
            @Nullable UUID organizationId,
            Set<Role> roles,
            List<Membership> memberships,
            String csrfToken) {

        static Me guest(String token) {
            return new Me(false, null, null, null, Set.of(), List.of(), token);
        }

        static Me of(Actor actor, List<Membership> memberships, String token) {
            return new Me(
                    true,
                    actor.personId(),
                    actor.displayName(),
                    actor.organizationId(),
                    actor.roles(),
                    memberships,
                    token);
        }
    }
}
