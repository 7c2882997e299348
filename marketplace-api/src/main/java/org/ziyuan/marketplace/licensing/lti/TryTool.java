package org.ziyuan.marketplace.licensing.lti;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;
import org.ziyuan.marketplace.licensing.lti.tool.TrialRole;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTools;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a vendor presses 试打开 beside his own tool. */
@Controller
class TryTool implements RoutePolicies {

    private final VendorTools tools;
    private final ToolRegistrations registrations;
    private final StartLaunch startLaunch;
    private final Issuer issuer;

    TryTool(VendorTools tools, ToolRegistrations registrations, StartLaunch startLaunch, Issuer issuer) {
        this.tools = tools;
        this.registrations = registrations;
        this.startLaunch = startLaunch;
        this.issuer = issuer;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(POST, "/lti/trials", Role.VENDOR_MANAGER));
    }

    /**
     * What is tried.
     *
     * @param role as whom, a {@link TrialRole}
     */
    record Wish(@Nullable UUID tool, @Nullable String role) {

        UUID known() {
            if (tool == null) {
                throw Refusal.malformed("field-missing").with("field", "tool");
            }
            return tool;
        }
    }

    @PostMapping(path = "/lti/trials", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<ResponseEntity<String>> open(@ModelAttribute Wish wish, Actor vendor, ServerWebExchange exchange) {
        return Mono.fromCallable(wish::known)
                .flatMap(id -> tools.find(id, vendor))
                .flatMap(own -> registrations.find(own.tool().id().toString()))
                .flatMap(tool -> startLaunch.tried(tool, TrialRole.named(wish.role()), vendor, issuer.of(exchange)))
                .map(initiation -> FormPost.to(
                        initiation.tool().initiateLoginUri(),
                        initiation.parameters(),
                        initiation.tool().name()));
    }
}
