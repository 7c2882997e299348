package org.ziyuan.vendor.listing;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.ChangePrice;
import org.ziyuan.marketplace.listing.EditListing;
import org.ziyuan.marketplace.listing.ListingDraft;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.Fields;
import org.ziyuan.marketplace.web.Outcome;
import reactor.core.publisher.Mono;

/** What a vendor does to a listing; afterwards its page says what came of it. */
@Controller
class ListingActs {

    private static final Set<String> KINDS = Set.of("textbook", "app", "resource", "course", "service");
    private static final Map<String, String> FIELDS = Map.of(
            "amount-malformed", "price",
            "price-not-positive", "price");

    private final EditListing edit;
    private final ReviewListing review;
    private final ChangePrice prices;
    private final Outcome outcome;

    ListingActs(EditListing edit, ReviewListing review, ChangePrice prices, Outcome outcome) {
        this.edit = edit;
        this.review = review;
        this.prices = prices;
        this.outcome = outcome;
    }

    @PostMapping("/vendor/listings/{id}/draft")
    Mono<String> save(
            @PathVariable UUID id, Actor vendor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, FIELDS)
                        .of(
                                Mono.defer(() -> edit.save(id, draft(form), vendor)),
                                "vendor.listing.saved",
                                "/vendor/listings/" + id + "/draft",
                                session,
                                locale));
    }

    @PostMapping("/vendor/listings/{id}/submit")
    Mono<String> submit(@PathVariable UUID id, Actor vendor, WebSession session, Locale locale) {
        return outcome.of(edit.submit(id, vendor), "vendor.listing.submitted", "/vendor/listings", session, locale);
    }

    @PostMapping("/vendor/listings/{id}/discard")
    Mono<String> discard(@PathVariable UUID id, Actor vendor, WebSession session, Locale locale) {
        return outcome.of(
                edit.discard(id, vendor), "vendor.listing.discarded", "/vendor/listings/" + id, session, locale);
    }

    @PostMapping("/vendor/listings/{id}/withdraw")
    Mono<String> withdraw(@PathVariable UUID id, Actor vendor, WebSession session, Locale locale) {
        return outcome.of(review.withdraw(id, vendor), "vendor.listing.withdrawn", "/vendor/listings", session, locale);
    }

    @PostMapping("/vendor/offers/{id}/price")
    Mono<String> price(
            @PathVariable UUID id, Actor vendor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, FIELDS)
                        .of(
                                Mono.fromCallable(() -> Money.ofYuan(
                                                Fields.text(form, "price").strip()))
                                        .flatMap(price -> prices.to(price, id, vendor)),
                                "vendor.listing.priced",
                                "/vendor/listings/" + Fields.id(form, "listing"),
                                session,
                                locale));
    }

    private static ListingDraft draft(MultiValueMap<String, String> form) {
        return new ListingDraft(
                kind(form),
                bounded(form, "title", 2, 200),
                bounded(form, "subtitle", 0, 200),
                bounded(form, "summary", 0, 1000),
                bounded(form, "descriptionHtml", 0, 20_000),
                facet(form, "stage", 40),
                facet(form, "subject", 40),
                facet(form, "edition", 80),
                facet(form, "grade", 40),
                facet(form, "volume", 40),
                facet(form, "publisher", 80));
    }

    /** A form that was written by hand could name a kind that there is not. */
    private static String kind(MultiValueMap<String, String> form) {
        String kind = Fields.text(form, "kind");
        if (!KINDS.contains(kind)) {
            throw Refusal.invalid("field-malformed").with("field", "kind");
        }
        return kind;
    }

    private static @Nullable String facet(MultiValueMap<String, String> form, String name, int longest) {
        String value = bounded(form, name, 0, longest);
        return value.isEmpty() ? null : value;
    }

    private static String bounded(MultiValueMap<String, String> form, String name, int shortest, int longest) {
        String value = Fields.text(form, name).strip();
        if (value.length() < shortest || value.length() > longest) {
            throw Refusal.invalid("text-length")
                    .with("field", name)
                    .with("shortest", shortest)
                    .with("longest", longest);
        }
        return value;
    }
}
