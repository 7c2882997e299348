package org.ziyuan.storefront.review;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.batch.ReviewBatch;
import org.ziyuan.marketplace.listing.batch.SubmittedBatches;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The operator decides on all that a vendor has handed over, by figures and by what he opens of it. */
@Controller
class BatchPages implements RoutePolicies {

    private static final String BATCH = "/review/vendors/{id}";

    private final SubmittedBatches batches;
    private final ReviewBatch review;
    private final AsShown asShown;

    BatchPages(SubmittedBatches batches, ReviewBatch review, AsShown asShown) {
        this.batches = batches;
        this.review = review;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, BATCH, OPERATOR),
                roles(POST, BATCH + "/publish", OPERATOR),
                roles(POST, BATCH + "/return", OPERATOR));
    }

    @GetMapping(BATCH)
    Mono<String> batch(@PathVariable UUID id, Model model, Actor operator) {
        return AskedTogether.of(
                batches.of(id)
                        .doOnNext(batch -> model.addAttribute("batch", batch))
                        .thenReturn("review/batch"),
                batches.samples(id).collectList().doOnNext(samples -> model.addAttribute("samples", samples)),
                asShown.of("listing-batch", id, operator).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    @PostMapping(BATCH + "/publish")
    Mono<String> publish(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.asShown("listing-batch", id)
                .refusedAt("/review/vendors/" + id)
                .of(() -> review.publish(id, operator), "review.said.batchPublished", "/review");
    }

    @PostMapping(BATCH + "/return")
    Mono<String> giveBack(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.keeping(Map.of("reason-required", "reason"))
                .asShown("listing-batch", id)
                .refusedAt("/review/vendors/" + id)
                .of(() -> review.giveBack(id, posted.text("reason"), operator), "review.said.batchReturned", "/review");
    }
}
