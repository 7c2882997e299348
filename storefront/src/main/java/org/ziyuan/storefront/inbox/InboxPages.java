package org.ziyuan.storefront.inbox;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.approval.Decide;
import org.ziyuan.procurement.approval.Decision;
import org.ziyuan.procurement.approval.Inbox;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** The inbox: each task with its due clock and a form to decide it. */
@Controller
class InboxPages implements RoutePolicies {

    private static final int READ_AT_ONCE = 4;

    private final Inbox inbox;
    private final Dossiers dossiers;
    private final Requisitions requisitions;
    private final Decide decide;
    private final MoneyToDecide money;
    private final Outcome outcome;

    InboxPages(
            Inbox inbox,
            Dossiers dossiers,
            Requisitions requisitions,
            Decide decide,
            MoneyToDecide money,
            Outcome outcome) {
        this.inbox = inbox;
        this.dossiers = dossiers;
        this.requisitions = requisitions;
        this.decide = decide;
        this.money = money;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, "/inbox"), roles(POST, "/inbox/{taskId}/decision", ACCOUNTANT, PRINCIPAL));
    }

    @GetMapping("/inbox")
    Mono<String> mine(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        return inbox.of(actor, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .flatMapIterable(Page::items)
                .flatMapSequential(item -> dossiers.of(item, actor), READ_AT_ONCE)
                .collectList()
                .doOnNext(waiting -> model.addAttribute("dossiers", waiting))
                .then(money.of(actor, sought))
                .doOnNext(decisions -> {
                    model.addAttribute("money", decisions.waiting());
                    model.addAttribute("decisions", decisions);
                })
                .thenReturn("inbox/inbox");
    }

    @PostMapping("/inbox/{taskId}/decision")
    Mono<String> decide(
            @PathVariable UUID taskId, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return Mono.zip(exchange.getFormData(), decide.requisitionOf(taskId, actor))
                .flatMap(both -> {
                    MultiValueMap<String, String> form = both.getT1();
                    String decision = Fields.text(form, "decision");
                    String comment = Fields.text(form, "comment");
                    return outcome.keeping(typed(taskId, comment), Map.of("comment-required", "comment-" + taskId))
                            .asShown("requisition", both.getT2(), form)
                            .of(
                                    Mono.defer(() -> decide.decide(taskId, decision(decision), comment, actor))
                                            .then(Mono.defer(() -> amount(form, actor))),
                                    decision.equals("REJECT") ? "inbox.said.rejected" : "inbox.said.approved",
                                    "/inbox",
                                    session,
                                    locale);
                });
    }

    /** Several tasks stand on one page: the comment goes back to the task it was written for. */
    private static MultiValueMap<String, String> typed(UUID taskId, String comment) {
        MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
        typed.add("comment-" + taskId, comment);
        return typed;
    }

    /** What was decided about, in money, for the sentence; a decision stands whether or not it can be read again. */
    private Mono<Money> amount(MultiValueMap<String, String> form, Actor actor) {
        return Mono.fromCallable(() -> Fields.id(form, "requisition"))
                .flatMap(id -> requisitions.find(id, actor))
                .map(Requisition::total)
                .onErrorReturn(Refusal.class, Money.ofFen(0));
    }

    private static Decision decision(String word) {
        try {
            return Decision.valueOf(word);
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("decision-missing");
        }
    }
}
