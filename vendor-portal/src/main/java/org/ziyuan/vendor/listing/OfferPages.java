package org.ziyuan.vendor.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.AddOffer;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.NewOffer;
import org.ziyuan.marketplace.listing.OfferKind;
import org.ziyuan.marketplace.listing.OfferToBe;
import org.ziyuan.marketplace.listing.VendorListings;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a vendor asks for a listing, published or still a draft: its offers, a form for one more, and a way to end one. */
@Controller
class OfferPages implements RoutePolicies {

    private static final Map<String, String> FIELDS = Map.of(
            "amount-malformed", "price",
            "amount-out-of-range", "price",
            "price-not-positive", "price",
            "free-offer-has-a-price", "price",
            "offer-kind-missing", "kind");

    private final VendorListings drafts;
    private final Listings listings;
    private final AddOffer addOffer;
    private final AsShown asShown;

    OfferPages(VendorListings drafts, Listings listings, AddOffer addOffer, AsShown asShown) {
        this.asShown = asShown;
        this.drafts = drafts;
        this.listings = listings;
        this.addOffer = addOffer;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/vendor/listings/{id}/offers", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/listings/{id}/offers", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/offers/{id}/retire", Role.VENDOR_MANAGER));
    }

    /** A listing that was never saved has no offers yet: it does not exist. */
    @GetMapping("/vendor/listings/{id}/offers")
    Mono<String> of(@PathVariable UUID id, Model model, Actor vendor) {
        Mono<List<OfferToBe>> offers = drafts.saved(id, vendor)
                .doOnNext(draft -> model.addAllAttributes(
                        Map.of("draft", draft, "kinds", OfferKind.values(), "fresh", Ids.next())))
                .zipWith(listings.offersToBe(List.of(id)), (draft, all) -> {
                    List<OfferToBe> those = all.getOrDefault(id, List.of());
                    boolean some = those.stream().anyMatch(one -> one.proposed() != null);
                    model.addAttribute("waiting", some && !draft.closed() && !draft.underReview());
                    return those;
                });
        return AskedTogether.of(offers)
                .doOnNext(all -> model.addAttribute("offers", all))
                .flatMap(all -> asShown.ofEach(
                        "offer", all.stream().map(one -> one.offer().id()).toList(), vendor))
                .doOnNext(seen -> model.addAttribute("seenOffers", seen))
                .thenReturn("vendor/offers");
    }

    /** The new offer's id was put into the form when the page was made: pressing twice adds one offer. */
    @PostMapping("/vendor/listings/{id}/offers")
    Mono<String> add(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(FIELDS)
                .of(
                        () -> addOffer.to(id, offer(posted.form()), posted.id("offer"), vendor),
                        "vendor.offer.added",
                        page(id));
    }

    @PostMapping("/vendor/offers/{id}/retire")
    Mono<String> retire(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.asShown("offer", id)
                .of(() -> addOffer.retire(id, vendor), "vendor.offer.retired", page(posted.id("listing")));
    }

    private static String page(UUID listing) {
        return "/vendor/listings/" + listing + "/offers";
    }

    private static NewOffer offer(MultiValueMap<String, String> form) {
        OfferKind kind = kind(form);
        return new NewOffer(
                kind,
                Fields.text(form, "name"),
                kind == OfferKind.FREE && Fields.text(form, "price").isBlank()
                        ? Money.ZERO
                        : Fields.amount(form, "price"),
                Fields.text(form, "termMonths").isBlank() ? null : number(form, "termMonths"),
                number(form, "minimumQuantity"),
                Fields.text(form, "terms"));
    }

    private static OfferKind kind(MultiValueMap<String, String> form) {
        try {
            return OfferKind.valueOf(Fields.text(form, "kind"));
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("offer-kind-missing");
        }
    }

    /** What is no number is out of every range; the core names the bounds of what is one. */
    private static int number(MultiValueMap<String, String> form, String name) {
        try {
            return Integer.parseInt(Fields.plain(form, name));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
