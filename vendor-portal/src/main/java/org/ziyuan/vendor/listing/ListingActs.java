package org.ziyuan.vendor.listing;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.ChangePrice;
import org.ziyuan.marketplace.listing.EditListing;
import org.ziyuan.marketplace.listing.ListingDraft;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.vocabulary.Facet;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a vendor does to a listing; afterwards its page says what came of it. */
@Controller
class ListingActs implements RoutePolicies {

    private static final String DRAFT = "listing-draft";
    private static final Set<String> KINDS = Set.of("textbook", "app", "resource", "course", "service");
    private static final Map<String, String> FIELDS = Map.of(
            "amount-malformed", "price",
            "price-not-positive", "price");

    private final EditListing edit;
    private final ReviewListing review;
    private final ChangePrice prices;

    ListingActs(EditListing edit, ReviewListing review, ChangePrice prices) {
        this.edit = edit;
        this.review = review;
        this.prices = prices;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/vendor/listings/{id}/draft", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/listings/{id}/submit", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/listings/{id}/discard", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/listings/{id}/withdraw", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/offers/{id}/price", Role.VENDOR_MANAGER));
    }

    @PostMapping("/vendor/listings/{id}/draft")
    Mono<String> save(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown(DRAFT, id)
                .of(
                        () -> edit.save(id, draft(posted.form()), vendor),
                        "vendor.listing.saved",
                        "/vendor/listings/" + id + "/draft");
    }

    @PostMapping("/vendor/listings/{id}/submit")
    Mono<String> submit(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.asShown(DRAFT, id)
                .of(() -> edit.submit(id, vendor), "vendor.listing.submitted", "/vendor/listings");
    }

    @PostMapping("/vendor/listings/{id}/discard")
    Mono<String> discard(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.asShown(DRAFT, id)
                .of(() -> edit.discard(id, vendor), "vendor.listing.discarded", "/vendor/listings/" + id);
    }

    @PostMapping("/vendor/listings/{id}/withdraw")
    Mono<String> withdraw(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.asShown("listing", id)
                .of(() -> review.withdraw(id, vendor), "vendor.listing.withdrawn", "/vendor/listings");
    }

    @PostMapping("/vendor/offers/{id}/price")
    Mono<String> price(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("offer", id)
                .of(
                        () -> prices.to(Fields.amount(posted.form(), "price"), id, vendor),
                        "vendor.listing.priced",
                        "/vendor/listings/" + posted.id("listing") + "/draft");
    }

    private static ListingDraft draft(MultiValueMap<String, String> form) {
        return new ListingDraft(
                kind(form),
                Fields.text(form, "title"),
                Fields.text(form, "subtitle"),
                Fields.text(form, "summary"),
                Fields.text(form, "descriptionHtml"),
                Fields.text(form, "stage"),
                Fields.text(form, "subject"),
                Facet.edition(Fields.text(form, "edition"), Fields.text(form, "editionSaid")),
                Fields.text(form, "grade"),
                Fields.text(form, "volume"),
                Fields.text(form, "publisher"),
                Fields.text(form, "link"));
    }

    /** A form that was written by hand could name a kind that there is not. */
    private static String kind(MultiValueMap<String, String> form) {
        String kind = Fields.text(form, "kind");
        if (!KINDS.contains(kind)) {
            throw Refusal.invalid("field-malformed").with("field", "kind");
        }
        return kind;
    }
}
