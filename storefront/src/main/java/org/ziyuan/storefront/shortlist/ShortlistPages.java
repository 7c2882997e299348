package org.ziyuan.storefront.shortlist;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.shortlist.KeepListing;
import org.ziyuan.procurement.shortlist.Shortlist;
import org.ziyuan.procurement.shortlist.Shortlists;
import org.ziyuan.storefront.listing.SchoolTerms;
import org.ziyuan.storefront.listing.TermsOfSchools;
import reactor.core.publisher.Mono;

/** Lists that people keep: a listing goes on one from its page, and a whole list becomes drafts in one click. */
@Controller
class ShortlistPages implements RoutePolicies {

    private static final String ALL = "/lists";
    private static final String ONE = ALL + "/{id}";
    private static final int COMPARED = 4;

    private final Shortlists lists;
    private final KeepListing keep;
    private final ListToDrafts drafts;
    private final TermsOfSchools schools;

    ShortlistPages(Shortlists lists, KeepListing keep, ListToDrafts drafts, TermsOfSchools schools) {
        this.schools = schools;
        this.lists = lists;
        this.keep = keep;
        this.drafts = drafts;
    }

    @Override
    public List<RoutePolicy> routes() {
        Role[] keeping = KeepListing.keeping();
        return List.of(
                roles(GET, ALL, keeping),
                roles(GET, ONE, keeping),
                roles(POST, "/listings/{id}/keep", keeping),
                roles(POST, ONE + "/share", keeping),
                roles(POST, ONE + "/drop", keeping),
                roles(POST, ONE + "/requisition", Role.PURCHASER));
    }

    @GetMapping(ALL)
    Mono<String> all(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        return lists.list(actor, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("shortlist/lists");
    }

    @GetMapping(ONE)
    Mono<String> one(@PathVariable UUID id, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("buys", actor.is(Role.PURCHASER));
        return lists.find(id, actor)
                .flatMap(list -> schools.of(list.ids()).doOnNext(terms -> show(list, terms, sought, model)))
                .thenReturn("shortlist/list");
    }

    private static void show(Shortlist list, SchoolTerms terms, Sought sought, Model model) {
        model.addAttribute("list", list);
        model.addAttribute("licensed", terms.licensed());
        model.addAttribute("page", sought.pageOf(list.listings(), kept -> List.of(kept.title(), kept.vendorName())));
        model.addAttribute("picked", list.ids().stream().limit(COMPARED).toList());
    }

    @PostMapping("/listings/{id}/keep")
    Mono<String> keep(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(Map.of())
                .of(() -> keep.keep(id, posted.text("list"), actor), "shortlist.said.kept", "/listings/" + id);
    }

    @PostMapping(ONE + "/share")
    Mono<String> share(@PathVariable UUID id, Actor actor, Posted posted) {
        boolean shared = posted.text("shared").equals("true");
        return posted.of(
                () -> keep.share(id, shared, actor),
                shared ? "shortlist.said.shared" : "shortlist.said.unshared",
                ALL + "/" + id);
    }

    @PostMapping(ONE + "/drop")
    Mono<String> drop(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.of(() -> keep.drop(id, posted.id("listing"), actor), "shortlist.said.dropped", ALL);
    }

    @PostMapping(ONE + "/requisition")
    Mono<String> begin(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.of(() -> drafts.of(posted.id("operation"), id, actor), "shortlist.said.begun", "/requisitions");
    }
}
