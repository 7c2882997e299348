package org.ziyuan.vendor.tool;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ProposeTool;
import org.ziyuan.marketplace.licensing.lti.tool.ToolSheet;
import org.ziyuan.marketplace.licensing.lti.tool.TrialRole;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTools;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** A vendor's own applications: registered by a form, tried in three roles, and then looked at by the operator. */
@Controller
class OwnToolPages implements RoutePolicies {

    private static final String TOOLS = "/vendor/tools";
    private static final String ONE = TOOLS + "/{id}";

    private final VendorTools tools;
    private final ProposeTool propose;
    private final AsShown asShown;

    OwnToolPages(VendorTools tools, ProposeTool propose, AsShown asShown) {
        this.tools = tools;
        this.propose = propose;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, TOOLS, Role.VENDOR_MANAGER),
                roles(GET, TOOLS + "/new", Role.VENDOR_MANAGER),
                roles(POST, TOOLS, Role.VENDOR_MANAGER),
                roles(GET, ONE, Role.VENDOR_MANAGER),
                roles(POST, ONE, Role.VENDOR_MANAGER),
                roles(POST, ONE + "/seen", Role.VENDOR_MANAGER));
    }

    @GetMapping(TOOLS)
    Mono<String> list(Sought sought, Model model, Actor vendor) {
        model.addAttribute("sought", sought);
        return tools.list(sought, vendor)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("vendor/tools");
    }

    @GetMapping(TOOLS + "/new")
    String form(Model model) {
        model.addAttribute("operation", Ids.next());
        model.addAttribute("levels", PrivacyLevel.values());
        return "vendor/tool-new";
    }

    @PostMapping(TOOLS)
    Mono<String> register(Actor vendor, Posted posted) {
        UUID id = posted.id("operation");
        return posted.keeping(Map.of("text-length", "name"))
                .refusedAt(TOOLS + "/new")
                .of(
                        () -> propose.register(id, sheet(posted.form()), vendor),
                        "vendor.tool.said.registered",
                        TOOLS + "/" + id);
    }

    @GetMapping(ONE)
    Mono<String> one(@PathVariable UUID id, Model model, Actor vendor, ServerWebExchange exchange) {
        URI asked = exchange.getRequest().getURI();
        model.addAttribute("here", asked.getScheme() + "://" + asked.getAuthority());
        model.addAttribute("levels", PrivacyLevel.values());
        return AskedTogether.of(
                tools.find(id, vendor)
                        .doOnNext(found -> model.addAttribute("tool", found.tool()))
                        .doOnNext(found -> model.addAttribute("trials", found.trials()))
                        .thenReturn("vendor/tool"),
                asShown.of("tool", id, vendor).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    @PostMapping(ONE)
    Mono<String> correct(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(Map.of("text-length", "name"))
                .asShown("tool", id)
                .of(
                        () -> propose.correct(id, sheet(posted.form()), vendor),
                        "vendor.tool.said.corrected",
                        TOOLS + "/" + id);
    }

    @PostMapping(ONE + "/seen")
    Mono<String> seen(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.asShown("tool", id)
                .of(
                        () -> propose.seen(id, TrialRole.named(posted.text("role")), vendor),
                        "vendor.tool.said.seen",
                        TOOLS + "/" + id);
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
}
