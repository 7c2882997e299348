package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.form.Flash;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.IdentityLinks;
import org.ziyuan.marketplace.signon.SignOn;
import org.ziyuan.marketplace.signon.SignOn.Arrival;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The way to an identity provider and back: to sign in, or to link what he proves to one's own account. */
@Controller
class SignOnPages implements RoutePolicies {

    private final SignOn signOn;
    private final IdentityLinks links;
    private final SignInPages form;
    private final RefusedSignIn refused;
    private final MessageSource words;

    SignOnPages(SignOn signOn, IdentityLinks links, SignInPages form, RefusedSignIn refused, MessageSource words) {
        this.signOn = signOn;
        this.links = links;
        this.form = form;
        this.refused = refused;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                anyone(GET, "/sign-in/with/{provider}"),
                anyone(GET, "/sign-in/back/{provider}"),
                signedIn(GET, "/account/identities/with/{provider}"),
                signedIn(POST, "/account/identities/end"));
    }

    @GetMapping("/sign-in/with/{provider}")
    Mono<String> begin(
            @PathVariable String provider,
            @RequestParam(required = false) @Nullable String from,
            Model model,
            ServerWebExchange exchange,
            Locale locale) {
        return signOn.begin(exchange, provider, ReturnPath.of(from), false)
                .map(address -> "redirect:" + address)
                .onErrorResume(Refusal.class, refusal -> refused(refusal, from, model, exchange, locale));
    }

    @GetMapping("/sign-in/back/{provider}")
    Mono<String> back(@PathVariable String provider, Model model, ServerWebExchange exchange, Locale locale) {
        return signOn.end(exchange, provider, exchange.getRequest().getQueryParams())
                .flatMap(arrival -> next(arrival, exchange, locale))
                .onErrorResume(Refusal.class, refusal -> refused(refusal, null, model, exchange, locale));
    }

    @GetMapping("/account/identities/with/{provider}")
    Mono<String> link(@PathVariable String provider, ServerWebExchange exchange) {
        return signOn.begin(exchange, provider, "/account", true).map(address -> "redirect:" + address);
    }

    @PostMapping("/account/identities/end")
    Mono<String> end(Ended ended, Actor actor, ServerWebExchange exchange, Locale locale) {
        return Mono.justOrEmpty(ended.id())
                .flatMap(link -> links.end(link, actor))
                .then(said(exchange, "account.identities.ended", locale));
    }

    private Mono<String> next(Arrival arrival, ServerWebExchange exchange, Locale locale) {
        return arrival.opened() == null
                ? said(exchange, "account.identities.linked", locale)
                : Mono.just("redirect:" + ReturnPath.after(arrival.opened(), arrival.from()));
    }

    private Mono<String> refused(
            Refusal refusal, @Nullable String from, Model model, ServerWebExchange exchange, Locale locale) {
        String next = RefusedSignIn.next(refusal, from);
        if (next != null) {
            return Mono.just(next);
        }
        ServerHttpResponse response = exchange.getResponse();
        refused.show(refusal, "provider", model, response, locale);
        if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
            response.setStatusCode(HttpStatus.NOT_FOUND);
        }
        return form.form(from, model);
    }

    private Mono<String> said(ServerWebExchange exchange, String key, Locale locale) {
        return exchange.getSession()
                .doOnNext(session ->
                        Flash.good(words.getMessage(key, null, locale)).keepIn(session))
                .thenReturn("redirect:/account");
    }

    record Ended(@Nullable UUID id) {}
}
