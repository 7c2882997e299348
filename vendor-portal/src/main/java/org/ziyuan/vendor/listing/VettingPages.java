package org.ziyuan.vendor.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.vetting.Subject;
import org.ziyuan.marketplace.listing.vetting.Vet;
import org.ziyuan.marketplace.listing.vetting.Vettings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The vetting file of a listing: its vendor declares here, and the operator writes down what he has checked. */
@Controller
class VettingPages implements RoutePolicies {

    private static final String PAGE = "/listings/{id}/vetting";

    private final Listings listings;
    private final Vettings vettings;
    private final Vet vet;

    VettingPages(Listings listings, Vettings vettings, Vet vet) {
        this.listings = listings;
        this.vettings = vettings;
        this.vet = vet;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PAGE, Role.VENDOR_MANAGER, Role.OPERATOR),
                roles(POST, PAGE, Role.VENDOR_MANAGER, Role.OPERATOR));
    }

    @GetMapping(PAGE)
    Mono<String> page(@PathVariable UUID id, Model model, Actor actor) {
        model.addAttribute("operation", Ids.next());
        model.addAttribute("subjects", Subject.values());
        model.addAttribute("checks", actor.is(Role.OPERATOR));
        return AskedTogether.of(
                listings.find(id)
                        .filter(listing ->
                                actor.is(Role.OPERATOR) || listing.vendorId().equals(actor.organizationId()))
                        .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)))
                        .doOnNext(listing -> model.addAttribute("listing", listing))
                        .thenReturn("vendor/vetting"),
                vettings.of(id).doOnNext(file -> model.addAttribute("vettings", file)));
    }

    @PostMapping(PAGE)
    Mono<String> add(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(Map.of("date-malformed", "goodUntil"))
                .of(
                        () -> vet.add(posted.id("operation"), id, said(posted), actor),
                        "vendor.vetting.said.added",
                        "/listings/" + id + "/vetting");
    }

    private static Vet.Said said(Posted posted) {
        Subject subject = Stream.of(Subject.values())
                .filter(one -> one.name().equals(posted.text("aspect")))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("field-malformed").with("field", "aspect"));
        return new Vet.Said(subject, posted.text("said"), Fields.day(posted.form(), "goodUntil"));
    }
}
