package org.ziyuan.storefront.tool;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.lti.tool.DecideTool;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;
import org.ziyuan.marketplace.licensing.lti.tool.ToolSheet;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTools;
import org.ziyuan.marketplace.licensing.lti.tool.WriteTool;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** Vendors' applications: registered with their addresses, and placed at the listings they open. */
@Controller
class ToolPages implements RoutePolicies {

    private static final String TOOLS = "/tools";
    private static final String PROPOSED = "/tools/{id}";

    private final ToolRegistrations tools;
    private final WriteTool write;
    private final VendorTools proposed;
    private final DecideTool decide;
    private final AsShown asShown;
    private final MessageSource words;

    ToolPages(
            ToolRegistrations tools,
            WriteTool write,
            VendorTools proposed,
            DecideTool decide,
            AsShown asShown,
            MessageSource words) {
        this.proposed = proposed;
        this.decide = decide;
        this.asShown = asShown;
        this.tools = tools;
        this.write = write;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, TOOLS, OPERATOR),
                roles(GET, TOOLS + "/new", OPERATOR),
                roles(POST, TOOLS, OPERATOR),
                roles(GET, PROPOSED, OPERATOR),
                roles(POST, PROPOSED + "/approve", OPERATOR),
                roles(POST, PROPOSED + "/return", OPERATOR),
                roles(POST, "/review/{id}/tool", OPERATOR),
                roles(POST, "/listings/{id}/tool", OPERATOR));
    }

    @GetMapping(TOOLS)
    Mono<String> list(Sought sought, Model model, ServerWebExchange exchange) {
        URI asked = exchange.getRequest().getURI();
        model.addAttribute("sought", sought);
        model.addAttribute("here", asked.getScheme() + "://" + asked.getAuthority());
        return AskedTogether.of(
                tools.list(sought)
                        .doOnNext(page -> model.addAttribute("page", page))
                        .thenReturn("tool/tools"),
                proposed.waiting().collectList().doOnNext(all -> model.addAttribute("waiting", all)));
    }

    /** A vendor's, with what its trials came to. */
    @GetMapping(PROPOSED)
    Mono<String> proposed(@PathVariable UUID id, Model model, Actor operator) {
        return AskedTogether.of(
                proposed.find(id, operator)
                        .doOnNext(found -> model.addAttribute("tool", found.tool()))
                        .doOnNext(found -> model.addAttribute("trials", found.trials()))
                        .thenReturn("tool/proposed"),
                asShown.of("tool", id, operator).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    @PostMapping(PROPOSED + "/approve")
    Mono<String> approve(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.asShown("tool", id).of(() -> decide.approve(id, operator), "tool.said.approved", "/tools/" + id);
    }

    @PostMapping(PROPOSED + "/return")
    Mono<String> giveBack(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.keeping(Map.of("reason-required", "reason"))
                .asShown("tool", id)
                .of(() -> decide.giveBack(id, posted.text("reason"), operator), "tool.said.returned", "/tools/" + id);
    }

    @GetMapping(TOOLS + "/new")
    String form(Model model, Locale locale) {
        model.addAttribute("operation", Ids.next());
        model.addAttribute(
                "levels",
                Stream.of(PrivacyLevel.values())
                        .map(level -> new Option(
                                level.name(), words.getMessage("tool.privacy." + level.name(), null, locale)))
                        .toList());
        return "tool/new";
    }

    @PostMapping(TOOLS)
    Mono<String> register(Actor operator, Posted posted) {
        return posted.keeping(Map.of())
                .refusedAt(TOOLS + "/new")
                .of(
                        () -> write.register(posted.id("operation"), sheet(posted.form()), operator),
                        "tool.said.registered",
                        TOOLS);
    }

    private static ToolSheet sheet(MultiValueMap<String, String> form) {
        return new ToolSheet(
                Fields.text(form, "name"),
                Fields.text(form, "initiateLoginUri"),
                Fields.text(form, "redirectUris"),
                Fields.text(form, "targetLinkUri"),
                Fields.text(form, "jwksUrl"),
                PrivacyLevel.named(Fields.text(form, "privacy")));
    }

    /** From the desk of reviews. */
    @PostMapping("/review/{id}/tool")
    Mono<String> placeAtReview(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.keeping(Map.of())
                .asShown("listing-draft", id)
                .of(() -> write.place(posted.text("tool"), id, operator), "tool.said.placed", "/review");
    }

    /** From the page of a listing on the market. */
    @PostMapping("/listings/{id}/tool")
    Mono<String> placeAtListing(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.keeping(Map.of())
                .asShown("listing", id)
                .of(() -> write.place(posted.text("tool"), id, operator), "tool.said.placed", "/listings/" + id);
    }
}
