package org.ziyuan.vendor.program;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.token.ApiTokens;
import org.ziyuan.marketplace.access.token.MakeToken;
import org.ziyuan.marketplace.access.token.NewToken;
import org.ziyuan.marketplace.access.token.TokenScope;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** A vendor's tokens: made for what they are for, drawn once, taken back. */
@Controller
class TokenPages implements RoutePolicies {

    private static final String TOKENS = "/vendor/tokens";
    private static final String ONE = TOKENS + "/{id}";

    private final ApiTokens tokens;
    private final MakeToken make;

    TokenPages(ApiTokens tokens, MakeToken make) {
        this.tokens = tokens;
        this.make = make;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, TOKENS, Role.VENDOR_MANAGER),
                roles(POST, TOKENS, Role.VENDOR_MANAGER),
                roles(POST, ONE + "/slip", Role.VENDOR_MANAGER),
                roles(POST, ONE + "/revoke", Role.VENDOR_MANAGER));
    }

    @GetMapping(TOKENS)
    Mono<String> list(Sought sought, Model model, Actor vendor) {
        model.addAttribute("sought", sought);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("scopes", TokenScope.values());
        return tokens.list(sought, vendor)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("vendor/tokens");
    }

    @PostMapping(TOKENS)
    Mono<String> make(Actor vendor, Posted posted) {
        return posted.keeping(Map.of("text-length", "name", "date-malformed", "goodUntil"))
                .of(() -> make.make(posted.id("operation"), wanted(posted), vendor), "vendor.token.said.made", TOKENS);
    }

    private static NewToken wanted(Posted posted) {
        return new NewToken(
                posted.text("name"),
                posted.form().getOrDefault("scopes", List.of()),
                Fields.day(posted.form(), "goodUntil"));
    }

    /** Answers the page itself and no redirect: what a token says is kept nowhere from which a page could read it again. */
    @PostMapping(ONE + "/slip")
    Mono<String> draw(@PathVariable UUID id, Model model, Actor vendor, Posted posted, ServerWebExchange exchange) {
        URI asked = exchange.getRequest().getURI();
        model.addAttribute("here", asked.getScheme() + "://" + asked.getAuthority());
        return posted.leadingTo(
                () -> make.draw(id, vendor)
                        .doOnNext(drawn -> model.addAttribute("drawn", drawn))
                        .thenReturn("vendor/token"),
                TOKENS);
    }

    @PostMapping(ONE + "/revoke")
    Mono<String> revoke(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.of(() -> make.revoke(id, vendor), "vendor.token.said.revoked", TOKENS);
    }
}
