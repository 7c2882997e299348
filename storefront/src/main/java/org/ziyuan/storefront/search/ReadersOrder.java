package org.ziyuan.storefront.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.search.Search;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchPage.Found;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.catalog.search.Sort;
import org.ziyuan.marketplace.licensing.LicencesInForce;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.storefront.listing.SchoolTerms;
import org.ziyuan.storefront.listing.TermsOfSchools;
import reactor.core.publisher.Mono;

/** Puts the most relevant of what was found in an order of the reader's: what it costs his school, or how many use it. */
@Component
class ReadersOrder {

    private final Search search;
    private final TermsOfSchools schools;
    private final Listings listings;
    private final LicencesInForce licences;

    ReadersOrder(Search search, TermsOfSchools schools, Listings listings, LicencesInForce licences) {
        this.search = search;
        this.schools = schools;
        this.listings = listings;
        this.licences = licences;
    }

    /** One page of what is found, in the order that is asked for. */
    Mono<SearchPage> find(SearchRequest request) {
        return request.sort().ofReader()
                ? search.find(request.whole())
                        .flatMap(page ->
                                inOrder(request.sort(), page.found()).map(ordered -> page.part(ordered, request)))
                : search.find(request);
    }

    private Mono<List<Found>> inOrder(Sort sort, List<Found> found) {
        List<UUID> ids = found.stream().map(one -> one.listing().id()).toList();
        Mono<Map<UUID, Long>> ranks = sort == Sort.USED
                ? licences.schoolsWith(ids).map(ReadersOrder::mostFirst)
                : Mono.zip(
                        schools.of(List.of()), listings.offersOf(ids), (terms, offers) -> costs(found, terms, offers));
        return ranks.map(rank -> found.stream()
                .sorted(Comparator.comparing(
                        one -> rank.get(one.listing().id()), Comparator.nullsLast(Comparator.naturalOrder())))
                .toList());
    }

    private static Map<UUID, Long> mostFirst(Map<UUID, Integer> schools) {
        return schools.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, many -> -many.getValue().longValue()));
    }

    /** What each comes to for the school; nothing where no offer covers its pupils. */
    private static Map<UUID, Long> costs(List<Found> found, SchoolTerms terms, Map<UUID, List<Offer>> offers) {
        Map<UUID, Long> costs = new HashMap<>();
        for (Found one : found) {
            CatalogListing listing = one.listing();
            Long least = SchoolTerms.leastInFen(
                    offers.getOrDefault(listing.id(), List.of()), terms.served(listing.stage(), listing.grade()));
            if (least != null) {
                costs.put(listing.id(), least);
            }
        }
        return costs;
    }
}
