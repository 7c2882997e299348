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
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.worklist.Notices;
import org.ziyuan.marketplace.worklist.Worklist;
import org.ziyuan.procurement.approval.Decide;
import org.ziyuan.procurement.approval.Decision;
import org.ziyuan.procurement.approval.Inbox;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** The inbox: all that waits for a person, and each approval with its papers and a form to decide it. */
@Controller
class InboxPages implements RoutePolicies {

    private final Worklist worklist;
    private final Notices notices;
    private final Inbox inbox;
    private final Dossiers dossiers;
    private final Requisitions requisitions;
    private final Decide decide;
    private final Outcome outcome;

    InboxPages(
            Worklist worklist,
            Notices notices,
            Inbox inbox,
            Dossiers dossiers,
            Requisitions requisitions,
            Decide decide,
            Outcome outcome) {
        this.worklist = worklist;
        this.notices = notices;
        this.inbox = inbox;
        this.dossiers = dossiers;
        this.requisitions = requisitions;
        this.decide = decide;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/inbox"),
                signedIn(GET, "/inbox/count"),
                roles(GET, "/inbox/{taskId}", ACCOUNTANT, PRINCIPAL),
                roles(POST, "/inbox/{taskId}/decision", ACCOUNTANT, PRINCIPAL));
    }

    @GetMapping("/inbox")
    Mono<String> mine(@RequestParam(defaultValue = "") String kind, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("kind", kind);
        return AskedTogether.of(Mono.zip(worklist.of(actor, kind, sought), worklist.counts(actor)))
                .doOnNext(both -> {
                    var page = both.getT1();
                    model.addAttribute(
                            "page",
                            new Page<>(page.items().stream().map(Task::of).toList(), page.next()));
                    model.addAttribute("counts", both.getT2());
                })
                .thenReturn("inbox/inbox");
    }

    /** Only the numbers, for the head of every page. */
    @GetMapping("/inbox/count")
    Mono<String> count(Model model, Actor actor) {
        return AskedTogether.of(Mono.zip(worklist.counts(actor), notices.fresh(actor)))
                .doOnNext(both -> {
                    model.addAttribute("waiting", Waiting.of(both.getT1()));
                    model.addAttribute("fresh", both.getT2());
                })
                .thenReturn("inbox/count");
    }

    @GetMapping("/inbox/{taskId}")
    Mono<String> one(@PathVariable UUID taskId, Model model, Actor actor) {
        return AskedTogether.of(inbox.find(taskId, actor).flatMap(item -> dossiers.of(item, actor)))
                .doOnNext(dossier -> model.addAttribute("dossier", dossier))
                .thenReturn("inbox/task");
    }

    @PostMapping("/inbox/{taskId}/decision")
    Mono<String> decide(
            @PathVariable UUID taskId, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return Mono.zip(exchange.getFormData(), decide.requisitionOf(taskId, actor))
                .flatMap(both -> {
                    MultiValueMap<String, String> form = both.getT1();
                    String decision = Fields.text(form, "decision");
                    String comment = Fields.text(form, "comment");
                    return outcome.keeping(form, Map.of("comment-required", "comment"))
                            .asShown("requisition", both.getT2(), form)
                            .refusedAt("/inbox/" + taskId)
                            .of(
                                    Mono.defer(() -> decide.decide(taskId, decision(decision), comment, actor))
                                            .then(Mono.defer(() -> amount(form, actor))),
                                    decision.equals("REJECT") ? "inbox.said.rejected" : "inbox.said.approved",
                                    "/inbox",
                                    session,
                                    locale);
                });
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
