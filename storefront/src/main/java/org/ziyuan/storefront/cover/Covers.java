package org.ziyuan.storefront.cover;

import static org.springframework.http.HttpMethod.GET;

import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Covers of published listings, for everybody and for every cache in between. */
@RestController
class Covers {

    private final Listings listings;

    Covers(Listings listings) {
        this.listings = listings;
    }

    @Bean
    static RoutePolicies coverRoutes() {
        return () -> List.of(RoutePolicy.anyone(GET, "/covers/{listingId}.svg"));
    }

    /** @throws Refusal {@code listing-not-found} for an id that no listing has or that is none */
    @GetMapping("/covers/{listingId}.svg")
    Mono<ResponseEntity<String>> cover(@PathVariable String listingId) {
        return find(listingId).map(CoverPicture::of);
    }

    private Mono<Cover> find(String listingId) {
        return Mono.fromCallable(() -> UUID.fromString(listingId))
                .onErrorMap(IllegalArgumentException.class, none -> Refusal.notFound("listing", listingId))
                .flatMap(listings::find)
                .map(Cover::of);
    }
}
