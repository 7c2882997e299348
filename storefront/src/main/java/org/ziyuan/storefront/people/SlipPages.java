package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.people.UseInvitation;
import org.ziyuan.marketplace.people.UseInvitation.Slip;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The slip with the code of an invitation: shown once, to be printed or read out, and taken back. */
@Controller
class SlipPages implements RoutePolicies {

    private final UseInvitation use;

    SlipPages(UseInvitation use) {
        this.use = use;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/invitations/{id}/slip", Readers.whoGiveRoles()),
                roles(POST, "/people/slip", Readers.whoGiveRoles()),
                roles(POST, "/invitations/{id}/revoke", Readers.whoGiveRoles()));
    }

    /** Answers the page itself and no redirect: the code is kept nowhere from which a page could read it again. */
    @PostMapping("/invitations/{id}/slip")
    Mono<String> slip(@PathVariable UUID id, Model model, Actor actor, Posted posted, ServerHttpRequest request) {
        return posted.leadingTo(
                () -> use.draw(id, actor)
                        .doOnNext(slip -> shown(slip, model, request))
                        .thenReturn("people/slip"),
                "/people");
    }

    /** The sheets of everybody whom a list has brought. */
    @PostMapping("/people/slip")
    Mono<String> slips(Model model, Actor actor, ServerWebExchange exchange) {
        model.addAttribute("address", address(exchange.getRequest()));
        return use.drawAll(actor)
                .collectList()
                .doOnNext(slips -> model.addAttribute("slips", slips))
                .thenReturn("people/slips");
    }

    @PostMapping("/invitations/{id}/revoke")
    Mono<String> revoke(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.leadingTo(
                () -> use.revoke(id, actor)
                        .flatMap(person -> posted.of(Mono::empty, "person.said.revoked", "/people/" + person)),
                "/people");
    }

    private static void shown(Slip slip, Model model, ServerHttpRequest request) {
        model.addAttribute("slip", slip);
        model.addAttribute("address", address(request));
    }

    private static String address(ServerHttpRequest request) {
        return UriComponentsBuilder.fromUri(request.getURI())
                .replacePath("/join")
                .replaceQuery(null)
                .toUriString();
    }
}
