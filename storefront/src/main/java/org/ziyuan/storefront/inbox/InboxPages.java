package org.ziyuan.storefront.inbox;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.worklist.Notices;
import org.ziyuan.marketplace.worklist.Worklist;
import org.ziyuan.procurement.approval.Inbox;
import reactor.core.publisher.Mono;

/** The inbox: all that waits for a person, and each approval with its papers. */
@Controller
class InboxPages implements RoutePolicies {

    private final Worklist worklist;
    private final Notices notices;
    private final Inbox inbox;
    private final Dossiers dossiers;

    InboxPages(Worklist worklist, Notices notices, Inbox inbox, Dossiers dossiers) {
        this.worklist = worklist;
        this.notices = notices;
        this.inbox = inbox;
        this.dossiers = dossiers;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/inbox"),
                signedIn(GET, "/inbox/count"),
                roles(GET, "/inbox/{taskId}", ACCOUNTANT, PRINCIPAL));
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
}
