package org.ziyuan.storefront.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.choosing.ForWhom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A few listings beside each other, each with the offer that fits the reader's school. */
@Controller
class ComparePages implements RoutePolicies {

    private static final int MOST = 4;
    private static final List<String> NAMES =
            List.of("vendor", "stage", "subject", "edition", "grade", "volume", "publisher", "version");

    private final Listings listings;
    private final TermsOfSchools schools;

    ComparePages(Listings listings, TermsOfSchools schools) {
        this.listings = listings;
        this.schools = schools;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/compare"));
    }

    /** A listing in its column. */
    public record Column(Listing listing, @Nullable OfferRow best) {

        static Column of(Listing listing, SchoolTerms terms) {
            List<OfferRow> offers = OfferRow.of(listing, terms, Need.of(listing, terms, ForWhom.UNSAID, ""));
            return new Column(
                    listing, listing.isForSale() ? offers.stream().findFirst().orElse(null) : null);
        }

        /** What it says of itself under this name; nothing where it says nothing. */
        public String said(String name) {
            String said = switch (name) {
                case "vendor" -> listing.vendorName();
                case "stage" -> listing.stage();
                case "subject" -> listing.subject();
                case "edition" -> listing.edition();
                case "grade" -> listing.grade();
                case "volume" -> listing.volume();
                case "publisher" -> listing.publisher();
                default -> String.valueOf(listing.version());
            };
            return said == null ? "" : said;
        }
    }

    @GetMapping("/compare")
    Mono<String> compare(@RequestParam(name = "listing", defaultValue = "") List<UUID> ids, Model model) {
        List<UUID> compared = ids.stream().distinct().limit(MOST).toList();
        model.addAttribute("more", ids.stream().distinct().count() > MOST);
        if (compared.isEmpty()) {
            return Mono.error(Refusal.invalid("field-missing").with("field", "listing"));
        }
        Mono<List<Listing>> found = Flux.fromIterable(compared)
                .flatMapSequential(listings::find, MOST)
                .collectList();
        return AskedTogether.of(Mono.zip(found, schools.of(compared)))
                .doOnNext(both -> {
                    model.addAttribute("terms", both.getT2());
                    model.addAttribute("names", NAMES);
                    model.addAttribute(
                            "columns",
                            both.getT1().stream()
                                    .map(one -> Column.of(one, both.getT2()))
                                    .toList());
                })
                .thenReturn("listing/compare");
    }
}
