package org.ziyuan.marketplace.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ResponseStatusException;
import org.ziyuan.marketplace.access.route.RouteTable;
import reactor.core.publisher.Mono;

/** Two doors: one for machines, who prove themselves in every request, and one for people with a session. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityChains {

    /** Notifications and key look-ups: no cookie is read, none is set, and no token is asked for. */
    @Bean
    @Order(1)
    SecurityWebFilterChain machinesDoor(ServerHttpSecurity http, RouteTable routes, SecurityHeaders headers) {
        return bare(http, headers)
                .securityMatcher(exchange -> matches(routes.isMachine(exchange.getRequest())))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(CsrfSpec::disable)
                .authorizeExchange(machines -> machines.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityWebFilterChain peoplesDoor(
            ServerHttpSecurity http,
            RouteTable routes,
            RouteAuthorization authorization,
            SessionSecurityContext sessions,
            CsrfProtection csrf,
            SameOrigin sameOrigin,
            DeniedRequests denied,
            SecurityHeaders headers) {
        ServerWebExchangeMatcher declared = exchange -> matches(routes.find(exchange.getRequest()) != null);
        return bare(http, headers)
                .securityContextRepository(sessions)
                .csrf(csrf::configure)
                .addFilterBefore(sameOrigin.filter(), SecurityWebFiltersOrder.CSRF)
                .authorizeExchange(people -> routesThenNothing(people, declared, authorization))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(denied).accessDeniedHandler(denied))
                .build();
    }

    /** Without one Boot would invent a user and print his password; people are proved by {@code SignIn} alone. */
    /** An address or a header the firewall does not let in is answered like every other malformed request. */
    @Bean
    static ServerExchangeRejectedHandler whatTheFirewallRefuses() {
        return (exchange, rejected) ->
                Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST, "kept out", rejected));
    }

    /** Keeps no figures of single filters: they were read by no operator and cost a noticeable part of every request. */
    @Bean
    static SecurityObservationSettings noFigureOfEachFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    ReactiveAuthenticationManager nobodyElseProvesPeople() {
        return authentication -> Mono.error(new BadCredentialsException("not here"));
    }

    @Bean
    static XorServerCsrfTokenRequestAttributeHandler csrfTokenMask() {
        XorServerCsrfTokenRequestAttributeHandler mask = new XorServerCsrfTokenRequestAttributeHandler();
        // Forms that send a file have no other place for the token when there is no script.
        mask.setTokenFromMultipartDataEnabled(true);
        return mask;
    }

    private static void routesThenNothing(
            AuthorizeExchangeSpec exchanges, ServerWebExchangeMatcher declared, RouteAuthorization authorization) {
        exchanges.matchers(declared).access(authorization).anyExchange().denyAll();
    }

    private static ServerHttpSecurity bare(ServerHttpSecurity http, SecurityHeaders headers) {
        return http.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .headers(headers::write);
    }

    private static Mono<MatchResult> matches(boolean does) {
        return does ? MatchResult.match() : MatchResult.notMatch();
    }
}
