package org.ziyuan.vendor.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.OfferToBe;
import org.ziyuan.marketplace.listing.VendorListings;
import org.ziyuan.marketplace.listing.gap.ListingGaps;
import org.ziyuan.marketplace.listing.opening.Openings;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vocabulary.Facet;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The vendor's listings to read and to write drafts of. */
@Controller
class ListingPages implements RoutePolicies {

    /** By the word in {@code state.listing.<state>}. */
    private static final Map<String, ListingState> STATES = Stream.of(ListingState.values())
            .collect(Collectors.toMap(ListingState::name, state -> state, (one, other) -> one, LinkedHashMap::new));

    private final Listings listings;
    private final VendorListings drafts;
    private final OperatorsWord operator;
    private final ListingGaps gaps;
    private final Openings openings;
    private final AsShown asShown;

    ListingPages(
            Listings listings,
            VendorListings drafts,
            OperatorsWord operator,
            ListingGaps gaps,
            Openings openings,
            AsShown asShown) {
        this.openings = openings;
        this.gaps = gaps;
        this.asShown = asShown;
        this.listings = listings;
        this.drafts = drafts;
        this.operator = operator;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/vendor/listings", Role.VENDOR_MANAGER),
                roles(GET, "/vendor/listings/new", Role.VENDOR_MANAGER),
                roles(GET, "/vendor/listings/{id}", Role.VENDOR_MANAGER),
                roles(GET, "/vendor/listings/{id}/draft", Role.VENDOR_MANAGER));
    }

    @GetMapping("/vendor/listings")
    Mono<String> list(@RequestParam(defaultValue = "") String state, Sought sought, Model model, Actor vendor) {
        model.addAttribute("states", STATES.keySet());
        model.addAttribute("state", state);
        model.addAttribute("sought", sought);
        if (!state.isEmpty() && !STATES.containsKey(state)) {
            return Mono.error(Refusal.malformed("field-malformed").with("field", "state"));
        }
        return drafts.of(vendor, STATES.get(state), sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("vendor/listings");
    }

    @GetMapping("/vendor/listings/new")
    String blank() {
        return "redirect:/vendor/listings/" + Ids.next() + "/draft";
    }

    @GetMapping("/vendor/listings/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor vendor) {
        Mono<String> page = own(id, vendor)
                .doOnNext(listing -> model.addAttribute("listing", listing))
                .doOnNext(listing -> model.addAttribute("may", Rules.in(listing.state())))
                .flatMap(listing -> operator.on(listing).doOnNext(word -> model.addAttribute("word", word)))
                .thenReturn("vendor/listing");
        Mono<Map<UUID, String>> offers = offersToBe(id, model)
                .flatMap(all -> asShown.ofEach(
                        "offer", all.stream().map(one -> one.offer().id()).toList(), vendor));
        return AskedTogether.of(
                page,
                asShown.of("listing", id, vendor).doOnNext(seen -> model.addAttribute("seen", seen)),
                offers.doOnNext(seen -> model.addAttribute("seenOffers", seen)));
    }

    @GetMapping("/vendor/listings/{id}/draft")
    Mono<String> draft(@PathVariable UUID id, Model model, Actor vendor) {
        Mono<String> page = drafts.find(id, vendor)
                .doOnNext(draft -> model.addAttribute("draft", draft))
                .doOnNext(draft -> model.addAttribute("facets", FacetField.of(draft)))
                .doOnNext(draft -> model.addAttribute("editionSaid", Facet.inBrackets(draft.edition())))
                .doOnNext(draft -> model.addAttribute("id", id))
                .flatMap(draft -> operator.on(draft).doOnNext(word -> model.addAttribute("word", word)))
                .thenReturn("vendor/draft");
        return AskedTogether.of(
                page,
                asShown.of("listing-draft", id, vendor).doOnNext(seen -> model.addAttribute("seen", seen)),
                offersToBe(id, model),
                openings.toBecome(id).doOnNext(opening -> model.addAttribute("opening", opening)),
                gaps.of(List.of(id)).doOnNext(all -> model.addAttribute("gaps", all.getOrDefault(id, List.of()))));
    }

    private Mono<List<OfferToBe>> offersToBe(UUID listing, Model model) {
        return listings.offersToBe(List.of(listing))
                .map(all -> all.getOrDefault(listing, List.of()))
                .doOnNext(offers -> model.addAttribute("offers", offers));
    }

    private Mono<Listing> own(UUID id, Actor vendor) {
        return listings.find(id)
                .filter(listing -> listing.vendorId().equals(vendor.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)));
    }

    /** What the page of a listing offers its vendor. */
    record Rules(boolean edit, boolean withdraw) {

        static Rules in(ListingState state) {
            return new Rules(state != ListingState.WITHDRAWN, state == ListingState.PUBLISHED);
        }
    }
}
