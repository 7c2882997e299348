package org.ziyuan.storefront.cover;

import static org.springframework.http.HttpMethod.GET;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.opening.Opening;
import org.ziyuan.marketplace.listing.opening.Openings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Covers of published listings, for everybody and for every cache in between: drawn, or as their vendor sent them. */
@RestController
class Covers {

    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final Listings listings;

    private final Openings openings;

    Covers(Listings listings, Openings openings) {
        this.listings = listings;
        this.openings = openings;
    }

    @Bean
    static RoutePolicies coverRoutes() {
        return () -> List.of(RoutePolicy.anyone(GET, "/covers/{listingId}.svg"));
    }

    /** @throws Refusal {@code listing-not-found} for an id that no listing has or that is none */
    @GetMapping("/covers/{listingId}.svg")
    Mono<ResponseEntity<String>> cover(@PathVariable String listingId) {
        return Mono.fromCallable(() -> UUID.fromString(listingId))
                .onErrorMap(IllegalArgumentException.class, none -> Refusal.notFound("listing", listingId))
                .flatMap(id -> AskedTogether.of(
                        Mono.zip(listings.find(id), openings.onTheMarket(id).singleOptional())))
                .map(found -> answer(found.getT1(), found.getT2().orElse(null)));
    }

    /** A vendor's own picture has an address of its own: it never changes there, and here it does. */
    private static ResponseEntity<String> answer(Listing listing, @Nullable Opening opening) {
        UUID sent = opening == null ? null : opening.cover();
        return sent == null
                ? CoverPicture.of(Cover.of(listing))
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/covers/" + listing.id() + "/" + sent + ".jpg"))
                        .cacheControl(A_MINUTE)
                        .build();
    }
}
