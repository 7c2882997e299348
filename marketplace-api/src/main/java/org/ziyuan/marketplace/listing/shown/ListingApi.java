package org.ziyuan.marketplace.listing.shown;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.AddOffer;
import org.ziyuan.marketplace.listing.ChangePrice;
import org.ziyuan.marketplace.listing.EditListing;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.ListingDraft;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.NewOffer;
import org.ziyuan.marketplace.listing.OfferKind;
import org.ziyuan.marketplace.listing.OfferToBe;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.Reason;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Listings over HTTP. */
@RestController
@Tag(name = "资源 listings")
class ListingApi implements RoutePolicies {

    private static final String DRAFT = "listing-draft";
    private static final String OFFER = "offer";

    private final Listings listings;
    private final EditListing edit;
    private final ReviewListing review;
    private final ChangePrice prices;
    private final AddOffer addOffer;
    private final ShownDraft drafts;
    private final AsShown asShown;

    ListingApi(
            Listings listings,
            EditListing edit,
            ReviewListing review,
            ChangePrice prices,
            AddOffer addOffer,
            ShownDraft drafts,
            AsShown asShown) {
        this.listings = listings;
        this.edit = edit;
        this.review = review;
        this.prices = prices;
        this.addOffer = addOffer;
        this.drafts = drafts;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/api/v1/listings", Role.VENDOR_MANAGER),
                anyone(GET, "/api/v1/listings/{id}"),
                roles(GET, "/api/v1/listings/{id}/draft", Role.OPERATOR, Role.VENDOR_MANAGER),
                roles(PUT, "/api/v1/listings/{id}/draft", Role.VENDOR_MANAGER),
                roles(DELETE, "/api/v1/listings/{id}/draft", Role.VENDOR_MANAGER),
                roles(POST, "/api/v1/listings/{id}/submit", Role.VENDOR_MANAGER),
                roles(POST, "/api/v1/listings/{id}/publish", Role.OPERATOR),
                roles(POST, "/api/v1/listings/{id}/return", Role.OPERATOR),
                roles(POST, "/api/v1/listings/{id}/suspend", Role.OPERATOR),
                roles(POST, "/api/v1/listings/{id}/reinstate", Role.OPERATOR),
                roles(POST, "/api/v1/listings/{id}/withdraw", Role.OPERATOR, Role.VENDOR_MANAGER),
                roles(POST, "/api/v1/listings/{id}/offers", Role.VENDOR_MANAGER),
                roles(GET, "/api/v1/offers/{id}", Role.VENDOR_MANAGER),
                roles(DELETE, "/api/v1/offers/{id}", Role.VENDOR_MANAGER),
                roles(PUT, "/api/v1/offers/{id}/price", Role.VENDOR_MANAGER));
    }

    /** A new unit price in yuan, such as 12.50. */
    record NewPrice(@NotBlank @Size(max = 15) String unitPriceInYuan) {}

    /** An offer to be sold beside a listing; the price in yuan, such as 12.50. */
    record OfferSheet(
            @NotNull OfferKind kind,
            @NotNull @Schema(minLength = 2, maxLength = 60) String name,
            @NotBlank @Size(max = 15) String unitPriceInYuan,
            @Nullable Integer termMonths,
            @Nullable Integer minimumQuantity,
            @Nullable @Schema(maxLength = 2000) String terms) {

        NewOffer offer() {
            return new NewOffer(
                    kind,
                    name,
                    Money.ofYuan(unitPriceInYuan),
                    termMonths,
                    Objects.requireNonNullElse(minimumQuantity, 1),
                    Objects.requireNonNullElse(terms, ""));
        }
    }

    @PostMapping("/api/v1/listings")
    @Operation(summary = "供应商新建一条资源的草稿 · a vendor begins a listing, as a draft")
    Mono<ResponseEntity<Map<String, Object>>> begin(
            @Valid @RequestBody ListingDraft draft, OperationId operation, Actor vendor) {
        UUID id = operation.value();
        return edit.save(id, draft, vendor)
                .thenReturn(ResponseEntity.created(URI.create("/api/v1/listings/" + id + "/draft"))
                        .body(Map.of("listingId", id)));
    }

    @GetMapping("/api/v1/listings/{id}")
    @Operation(summary = "一条资源及其报价 · one listing with its offers")
    Mono<ResponseEntity<Listing>> one(@PathVariable UUID id) {
        return listings.find(id)
                .map(listing -> ResponseEntity.ok().eTag(tagOf(listing)).body(listing));
    }

    /** The tag first: a change in between is refused once for nothing instead of slipping through. */
    @GetMapping("/api/v1/listings/{id}/draft")
    @Operation(summary = "草稿或待审的内容 · the draft, as its reviewer reads it")
    Mono<ResponseEntity<Map<String, @Nullable Object>>> draft(@PathVariable UUID id, Actor actor) {
        return AskedTogether.of(asShown.tag(DRAFT, id, actor)
                .flatMap(tag -> drafts.facts(id, actor)
                        .filter(shown -> !shown.isEmpty())
                        .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)))
                        .map(shown -> ResponseEntity.ok().eTag(tag).body(shown))));
    }

    @PutMapping("/api/v1/listings/{id}/draft")
    @Operation(summary = "供应商保存草稿 · a vendor saves a draft; the id is the caller's own UUID")
    Mono<Map<String, Object>> save(
            @PathVariable UUID id, @Valid @RequestBody ListingDraft draft, IfMatch tag, Actor vendor) {
        return asShown.ifMatch(DRAFT, id, tag, edit.save(id, draft, vendor)).thenReturn(Map.of("listingId", id));
    }

    @PostMapping("/api/v1/listings/{id}/submit")
    @Operation(summary = "提交审核 · hand over for review")
    Mono<Map<String, Object>> submit(@PathVariable UUID id, IfMatch tag, Actor vendor) {
        return asShown.ifMatch(DRAFT, id, tag, edit.submit(id, vendor)).map(ListingApi::state);
    }

    @DeleteMapping("/api/v1/listings/{id}/draft")
    @Operation(summary = "放弃未提交的修订 · drops a revision that was not handed over")
    Mono<Map<String, Object>> discard(@PathVariable UUID id, IfMatch tag, Actor vendor) {
        return asShown.ifMatch(DRAFT, id, tag, edit.discard(id, vendor)).map(ListingApi::state);
    }

    @PostMapping("/api/v1/listings/{id}/publish")
    @Operation(summary = "运营审核通过并发布 · the operator publishes")
    Mono<Map<String, Object>> publish(@PathVariable UUID id, IfMatch tag, Actor operator) {
        return asShown.ifMatch(DRAFT, id, tag, review.publish(id, operator)).map(ListingApi::state);
    }

    @PostMapping("/api/v1/listings/{id}/return")
    @Operation(summary = "退回修改 · the operator returns it with a reason")
    Mono<Map<String, Object>> giveBack(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor operator) {
        return asShown.ifMatch(DRAFT, id, tag, review.giveBack(id, reason.reason(), operator))
                .map(ListingApi::state);
    }

    @PostMapping("/api/v1/listings/{id}/suspend")
    @Operation(summary = "暂停销售，已有授权不受影响 · stop new sales; running licences stay")
    Mono<Map<String, Object>> suspend(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor operator) {
        return onTheMarket(id, tag, review.suspend(id, reason.reason(), operator));
    }

    @PostMapping("/api/v1/listings/{id}/reinstate")
    @Operation(summary = "恢复销售 · sell again")
    Mono<Map<String, Object>> reinstate(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor operator) {
        return onTheMarket(id, tag, review.reinstate(id, reason.reason(), operator));
    }

    @PostMapping("/api/v1/listings/{id}/withdraw")
    @Operation(summary = "下架 · take off the market")
    Mono<Map<String, Object>> withdraw(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return onTheMarket(id, tag, review.withdraw(id, actor));
    }

    @GetMapping("/api/v1/offers/{id}")
    @Operation(summary = "一项报价，供其供应商改价或停售 · an offer, for its vendor to reprice or to retire")
    Mono<ResponseEntity<OfferToBe>> offer(@PathVariable UUID id, Actor vendor) {
        return asShown.tag(OFFER, id, vendor)
                .flatMap(tag -> listings.offerToBe(id, vendor)
                        .map(offer -> ResponseEntity.ok().eTag(tag).body(offer)));
    }

    @PutMapping("/api/v1/offers/{id}/price")
    @Operation(summary = "提出新单价，随修订审核通过后生效 · wants a new unit price, in force once the revision is approved")
    Mono<Map<String, Object>> price(
            @PathVariable UUID id, @Valid @RequestBody NewPrice price, IfMatch tag, Actor vendor) {
        return asShown.ifMatch(OFFER, id, tag, prices.to(Money.ofYuan(price.unitPriceInYuan()), id, vendor))
                .map(version -> Map.of("offerId", id, "priceVersion", version));
    }

    @PostMapping("/api/v1/listings/{id}/offers")
    Mono<Map<String, Object>> offer(
            @PathVariable UUID id,
            @Valid @RequestBody OfferSheet sheet,
            OperationId operation,
            IfMatch tag,
            Actor vendor) {
        return Mono.fromCallable(sheet::offer)
                .flatMap(offer -> asShown.ifMatch(DRAFT, id, tag, addOffer.to(id, offer, operation.value(), vendor)))
                .map(offer -> Map.of("offerId", offer));
    }

    @DeleteMapping("/api/v1/offers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> retire(@PathVariable UUID id, IfMatch tag, Actor vendor) {
        return asShown.ifMatch(OFFER, id, tag, addOffer.retire(id, vendor));
    }

    private Mono<Map<String, Object>> onTheMarket(UUID id, IfMatch tag, Mono<ListingState> act) {
        return asShown.ifMatch("listing", id, tag, listings.find(id).map(ListingApi::tagOf), act)
                .map(ListingApi::state);
    }

    /** Its offers lie beside it: a new price is no new version. */
    private static String tagOf(Listing listing) {
        return "\"%d-%s-%s\""
                .formatted(
                        listing.version(),
                        listing.state(),
                        Sha256.hex(listing.offers().toString()));
    }

    private static Map<String, Object> state(ListingState state) {
        return Map.of("state", state);
    }
}
