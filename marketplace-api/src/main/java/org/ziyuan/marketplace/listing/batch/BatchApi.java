package org.ziyuan.marketplace.listing.batch;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.web.Reason;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Listings by the hundred over HTTP. */
@RestController
@Tag(name = "资源 listings")
class BatchApi implements RoutePolicies {

    private static final String DRAFTS = "/api/v1/listing-drafts";
    private static final String BATCH = "/api/v1/listing-batches/{id}";
    private static final String SHOWN = "listing-batch";

    private final SubmitDrafts drafts;
    private final CompleteDrafts complete;
    private final SubmittedBatches batches;
    private final ReviewBatch review;
    private final AsShown asShown;

    BatchApi(
            SubmitDrafts drafts,
            CompleteDrafts complete,
            SubmittedBatches batches,
            ReviewBatch review,
            AsShown asShown) {
        this.drafts = drafts;
        this.complete = complete;
        this.batches = batches;
        this.review = review;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, DRAFTS, Role.VENDOR_MANAGER),
                roles(POST, DRAFTS + "/link", Role.VENDOR_MANAGER),
                roles(POST, DRAFTS + "/price", Role.VENDOR_MANAGER),
                roles(POST, DRAFTS + "/submit", Role.VENDOR_MANAGER),
                roles(GET, BATCH, Role.OPERATOR),
                roles(POST, BATCH + "/publish", Role.OPERATOR),
                roles(POST, BATCH + "/return", Role.OPERATOR));
    }

    /** An address with {code} where the code of each listing belongs. */
    record Pattern(@NotBlank @Size(max = 500) String link) {}

    /** A price per pupil and year in yuan, such as 4.50. */
    record Price(@NotBlank @Size(max = 15) String unitPriceInYuan) {}

    @GetMapping(DRAFTS)
    @Operation(summary = "可以提交的草稿与其余所缺 · the drafts that may be handed over, and what the others lack")
    Mono<DraftsAtHand> drafts(Actor vendor) {
        return drafts.atHand(vendor);
    }

    @PostMapping(DRAFTS + "/link")
    @Operation(summary = "给没有打开链接的草稿补上 · gives every draft without an address one made of its code")
    Mono<Map<String, Object>> link(@Valid @RequestBody Pattern pattern, Actor vendor) {
        return complete.link(pattern.link(), vendor).map(BatchApi::count);
    }

    @PostMapping(DRAFTS + "/price")
    @Operation(summary = "给没有报价的草稿添加报价 · gives every draft without an offer one")
    Mono<Map<String, Object>> price(@Valid @RequestBody Price price, Actor vendor) {
        return Mono.fromCallable(() -> Money.ofYuan(price.unitPriceInYuan()))
                .flatMap(amount -> complete.price(amount, vendor))
                .map(BatchApi::count);
    }

    @PostMapping(DRAFTS + "/submit")
    @Operation(summary = "提交全部完整的草稿 · hands over all drafts that lack nothing")
    Mono<Map<String, Object>> submit(Actor vendor) {
        return drafts.submitAll(vendor).map(BatchApi::count);
    }

    @GetMapping(BATCH)
    @Operation(summary = "一家供应商等待审核的全部资源 · all that a vendor has waiting, in figures")
    Mono<ResponseEntity<SubmittedBatch>> batch(@PathVariable UUID id, Actor operator) {
        return asShown.tag(SHOWN, id, operator)
                .flatMap(tag -> batches.of(id)
                        .map(batch -> ResponseEntity.ok().eTag(tag).body(batch)));
    }

    @PostMapping(BATCH + "/publish")
    @Operation(summary = "全部审核通过并发布 · publishes all of them as they were read")
    Mono<Map<String, Object>> publish(@PathVariable UUID id, IfMatch tag, Actor operator) {
        return asShown.ifMatch(SHOWN, id, tag, review.publish(id, operator)).map(BatchApi::count);
    }

    @PostMapping(BATCH + "/return")
    @Operation(summary = "全部退回修改 · returns all of them with a reason")
    Mono<Map<String, Object>> giveBack(
            @PathVariable UUID id, @Valid @RequestBody Reason reason, IfMatch tag, Actor operator) {
        return asShown.ifMatch(SHOWN, id, tag, review.giveBack(id, reason.reason(), operator))
                .map(BatchApi::count);
    }

    private static Map<String, Object> count(Number listings) {
        return Map.of("count", listings);
    }
}
