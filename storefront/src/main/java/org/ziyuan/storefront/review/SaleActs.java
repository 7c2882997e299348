package org.ziyuan.storefront.review;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The operator stops the sale of a listing and lets it go on, on the page of the listing itself. */
@Controller
class SaleActs implements RoutePolicies {

    private final ReviewListing review;

    SaleActs(ReviewListing review) {
        this.review = review;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(POST, "/review/{id}/suspend", OPERATOR), roles(POST, "/review/{id}/reinstate", OPERATOR));
    }

    @PostMapping("/review/{id}/suspend")
    Mono<String> suspend(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.keeping(Map.of("reason-required", "reason"))
                .asShown("listing", id)
                .of(() -> review.suspend(id, posted.text("reason"), operator), "review.said.suspended", page(id));
    }

    @PostMapping("/review/{id}/reinstate")
    Mono<String> reinstate(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.keeping(Map.of("reason-required", "reason"))
                .asShown("listing", id)
                .of(() -> review.reinstate(id, posted.text("reason"), operator), "review.said.reinstated", page(id));
    }

    private static String page(UUID listing) {
        return "/listings/" + listing;
    }
}
