package org.ziyuan.storefront.review;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The operator stops the sale of a listing and lets it go on, on the page of the listing itself. */
@Controller
class SaleActs implements RoutePolicies {

    private final ReviewListing review;
    private final Outcome outcome;

    SaleActs(ReviewListing review, Outcome outcome) {
        this.review = review;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(POST, "/review/{id}/suspend", OPERATOR), roles(POST, "/review/{id}/reinstate", OPERATOR));
    }

    @PostMapping("/review/{id}/suspend")
    Mono<String> suspend(
            @PathVariable UUID id, Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, Map.of("reason-required", "reason"))
                        .asShown("listing", id, form)
                        .of(
                                Mono.defer(() -> review.suspend(id, Fields.text(form, "reason"), operator)),
                                "review.said.suspended",
                                page(id),
                                session,
                                locale));
    }

    @PostMapping("/review/{id}/reinstate")
    Mono<String> reinstate(
            @PathVariable UUID id, Actor operator, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.asShown("listing", id, form)
                        .of(review.reinstate(id, operator), "review.said.reinstated", page(id), session, locale));
    }

    private static String page(UUID listing) {
        return "/listings/" + listing;
    }
}
