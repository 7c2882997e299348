package org.ziyuan.storefront.review;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.listing.Submission;
import org.ziyuan.marketplace.listing.Submissions;
import org.ziyuan.marketplace.listing.batch.SubmittedBatches;
import org.ziyuan.marketplace.listing.opening.Openings;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.tool.WaysToOpen;
import reactor.core.publisher.Mono;

/** The operator's desk: each draft with its words as schools would read them, and the two answers to it. */
@Controller
class ReviewPages implements RoutePolicies {

    private final Submissions submissions;
    private final SubmittedBatches batches;
    private final Listings listings;
    private final ReviewListing review;
    private final AsShown asShown;
    private final WaysToOpen ways;
    private final Openings openings;

    ReviewPages(
            Submissions submissions,
            SubmittedBatches batches,
            Listings listings,
            ReviewListing review,
            AsShown asShown,
            WaysToOpen ways,
            Openings openings) {
        this.openings = openings;
        this.ways = ways;
        this.batches = batches;
        this.asShown = asShown;
        this.submissions = submissions;
        this.listings = listings;
        this.review = review;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/review", OPERATOR),
                roles(POST, "/review/{id}/publish", OPERATOR),
                roles(POST, "/review/{id}/return", OPERATOR));
    }

    /** First which they are, then all about them at one moment: what a form carries of a draft is what stands above it. */
    @GetMapping("/review")
    Mono<String> waiting(Sought sought, Model model, Actor operator, Locale locale) {
        model.addAttribute("sought", sought);
        Mono<?> large = batches.large().collectList().doOnNext(all -> model.addAttribute("batches", all));
        return AskedTogether.of(
                submissions.waiting(sought).flatMap(those -> shown(those, sought, model, operator, locale)), large);
    }

    private Mono<String> shown(Page<Submission> those, Sought sought, Model model, Actor operator, Locale locale) {
        List<UUID> ids = those.items().stream().map(Submission::listingId).toList();
        return Mono.when(
                        submissions.waiting(sought).doOnNext(page -> model.addAttribute("page", among(ids, page))),
                        listings.offersToBe(ids).doOnNext(offers -> model.addAttribute("offers", offers)),
                        openings.toBecome(ids).doOnNext(all -> model.addAttribute("openings", all)),
                        openings.onTheMarket(ids).doOnNext(all -> model.addAttribute("openingsNow", all)),
                        asShown.ofEach("listing-draft", ids, operator)
                                .doOnNext(seen -> model.addAttribute("seen", seen)),
                        ways.offer(ids, model, locale))
                .thenReturn("review/review");
    }

    /** Without one that was handed over in between. */
    private static Page<Submission> among(List<UUID> ids, Page<Submission> page) {
        return new Page<>(
                page.items().stream()
                        .filter(submission -> ids.contains(submission.listingId()))
                        .toList(),
                page.next());
    }

    @PostMapping("/review/{id}/publish")
    Mono<String> publish(@PathVariable UUID id, Actor operator, Posted posted) {
        return posted.asShown("listing-draft", id)
                .of(() -> review.publish(id, operator), "review.said.published", "/review");
    }

    @PostMapping("/review/{id}/return")
    Mono<String> giveBack(@PathVariable UUID id, Actor operator, Posted posted) {
        String reason = Fields.reasonFor(id);
        return posted.keeping(Map.of("reason-required", reason))
                .asShown("listing-draft", id)
                .of(() -> review.giveBack(id, posted.text(reason), operator), "review.said.returned", "/review");
    }
}
