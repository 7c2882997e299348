package org.ziyuan.storefront.inbox;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.Cursor;
import org.ziyuan.marketplace.web.Fields;
import org.ziyuan.marketplace.web.Outcome;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.approval.Decide;
import org.ziyuan.procurement.approval.Decision;
import org.ziyuan.procurement.approval.Inbox;
import reactor.core.publisher.Mono;

/** The inbox: each task with its due clock and a form to decide it. */
@Controller
class InboxPages implements RoutePolicies {

    private static final int ON_A_PAGE = 20;

    private final Inbox inbox;
    private final Decide decide;
    private final Outcome outcome;

    InboxPages(Inbox inbox, Decide decide, Outcome outcome) {
        this.inbox = inbox;
        this.decide = decide;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, "/inbox"), roles(POST, "/inbox/{taskId}/decision", ACCOUNTANT, PRINCIPAL));
    }

    @GetMapping("/inbox")
    Mono<String> mine(@RequestParam(required = false) @Nullable String cursor, Model model, Actor actor) {
        return Mono.defer(() -> inbox.of(actor, Cursor.parse(cursor), ON_A_PAGE))
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("inbox/inbox");
    }

    @PostMapping("/inbox/{taskId}/decision")
    Mono<String> decide(
            @PathVariable UUID taskId, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData().flatMap(form -> {
            String decision = Fields.text(form, "decision");
            return outcome.of(
                    Mono.defer(() -> decide.decide(taskId, decision(decision), Fields.text(form, "comment"), actor)),
                    decision.equals("REJECT") ? "inbox.said.rejected" : "inbox.said.approved",
                    "/inbox",
                    session,
                    locale);
        });
    }

    private static Decision decision(String word) {
        try {
            return Decision.valueOf(word);
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("decision-missing");
        }
    }
}
