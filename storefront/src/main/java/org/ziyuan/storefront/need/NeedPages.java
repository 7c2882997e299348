package org.ziyuan.storefront.need;

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
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.UserGroup;
import org.ziyuan.procurement.need.AskForListing;
import org.ziyuan.procurement.need.Needs;
import org.ziyuan.storefront.requisition.StartRequisition;
import reactor.core.publisher.Mono;

/** What teachers need: asked for on a listing's page, and begun as a requisition from the list in one click. */
@Controller
class NeedPages implements RoutePolicies {

    private static final String ALL = "/needs";

    private final Needs needs;
    private final AskForListing ask;
    private final StartRequisition start;

    NeedPages(Needs needs, AskForListing ask, StartRequisition start) {
        this.needs = needs;
        this.ask = ask;
        this.start = start;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, ALL, Role.PURCHASER),
                roles(POST, ALL + "/{id}/requisition", Role.PURCHASER),
                roles(POST, ALL + "/{id}/decline", Role.PURCHASER),
                roles(GET, ALL + "/mine", Role.TEACHER),
                roles(POST, "/listings/{id}/need", Role.TEACHER));
    }

    @GetMapping(ALL)
    Mono<String> list(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("operation", Ids.next());
        return needs.list(actor, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("need/needs");
    }

    @GetMapping(ALL + "/mine")
    Mono<String> mine(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        return needs.mine(actor, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("need/mine");
    }

    @PostMapping("/listings/{id}/need")
    Mono<String> ask(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(Map.of("number-out-of-range", "needed"))
                .of(
                        () -> ask.ask(id, audience(posted), people(posted), posted.text("reason"), actor),
                        "need.said.asked",
                        "/listings/" + id);
    }

    /** The offer that fits, for all who are waiting; the draft shows it with what else there is. */
    @PostMapping(ALL + "/{id}/requisition")
    Mono<String> begin(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.leadingTo(
                () -> needs.find(id, actor)
                        .flatMap(need -> start.bestFor(
                                posted.id("operation"),
                                id,
                                ForWhom.of(need.audience(), List.of(), need.people()),
                                actor))
                        .map(requisition -> "redirect:/requisitions/" + requisition),
                ALL);
    }

    @PostMapping(ALL + "/{id}/decline")
    Mono<String> decline(@PathVariable UUID id, Actor actor, Posted posted) {
        String field = Fields.reasonFor(id);
        return posted.keeping(Map.of("reason-required", field))
                .of(() -> ask.decline(id, posted.text(field), actor), "need.said.declined", ALL);
    }

    private static UserGroup audience(Posted posted) {
        return UserGroup.ofColumn(posted.plain("audience")).orElse(UserGroup.PUPILS);
    }

    private static int people(Posted posted) {
        String people = posted.plain("needed");
        if (!people.matches("\\d{1,7}")) {
            throw Refusal.invalid("number-out-of-range").with("field", "people").with("most", ForWhom.MOST_PEOPLE);
        }
        return Integer.parseInt(people);
    }
}
