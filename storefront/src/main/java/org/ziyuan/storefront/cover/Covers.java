package org.ziyuan.storefront.cover;

import static org.springframework.http.HttpMethod.GET;

import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Covers of published listings, for everybody and for every cache in between. */
@RestController
class Covers {

    private final DatabaseClient database;

    Covers(DatabaseClient database) {
        this.database = database;
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
                .flatMap(id -> database.sql("""
                                select kind, title, stage, subject, edition, grade, volume
                                  from market.listing_view where listing_id = :id
                                """)
                        .bind("id", id)
                        .map(Rows.as(Cover.class))
                        .one())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", listingId)));
    }
}
