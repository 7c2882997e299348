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
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.reading.LicensedFiles;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The reader shows a file to a person who may use it, in the way of its type. */
@Controller
class ReaderPages implements RoutePolicies {

    /** As on every page, and frames and films of our own beside it. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-src 'self'; "
                    + "media-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

    private final LicensedFiles files;
    private final Listings listings;

    ReaderPages(LicensedFiles files, Listings listings) {
        this.files = files;
        this.listings = listings;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, "/read/{listing}"));
    }

    @GetMapping("/read/{listing}")
    Mono<String> read(@PathVariable UUID listing, Model model, Actor reader, ServerHttpResponse response) {
        response.getHeaders().set("Content-Security-Policy", POLICY);
        return AskedTogether.of(
                files.of(listing, reader)
                        .doOnNext(file -> model.addAttribute("file", file))
                        .thenReturn("library/reader"),
                listings.find(listing).doOnNext(found -> model.addAttribute("listing", found)));
    }
}
