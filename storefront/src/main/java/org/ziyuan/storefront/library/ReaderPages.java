package org.ziyuan.storefront.library;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.UUID;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.ziyuan.marketplace.access.SecurityHeaders;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.reading.LicensedFiles;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The reader shows a file to a person who may use it, in the way of its type. */
@Controller
class ReaderPages implements RoutePolicies {

    private final LicensedFiles files;
    private final Listings listings;
    private final SecurityHeaders headers;

    ReaderPages(LicensedFiles files, Listings listings, SecurityHeaders headers) {
        this.files = files;
        this.listings = listings;
        this.headers = headers;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, "/read/{listing}"));
    }

    @GetMapping("/read/{listing}")
    Mono<String> read(@PathVariable UUID listing, Model model, Actor reader, ServerHttpResponse response) {
        headers.allow("frame-src 'self'; media-src 'self'", response);
        return AskedTogether.of(
                files.of(listing, reader)
                        .doOnNext(file -> model.addAttribute("file", file))
                        .thenReturn("library/reader"),
                listings.find(listing).doOnNext(found -> model.addAttribute("listing", found)));
    }
}
