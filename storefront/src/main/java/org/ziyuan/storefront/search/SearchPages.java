package org.ziyuan.storefront.search;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.catalog.search.Sort;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.listing.SchoolTerms;
import org.ziyuan.storefront.listing.TermsOfSchools;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/** Finding a resource. Anybody may look; somebody of a school sees its own prices and licences as well. */
@Controller
class SearchPages implements RoutePolicies {

    private final ReadersOrder search;
    private final TermsOfSchools schools;
    private final Listings listings;
    private final ResultWords words;

    SearchPages(ReadersOrder search, TermsOfSchools schools, Listings listings, ResultWords words) {
        this.search = search;
        this.listings = listings;
        this.schools = schools;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/search"));
    }

    /** One order of the results and its address. */
    record Order(String name, String href, boolean current) {}

    @GetMapping("/search")
    Mono<String> find(@RequestParam MultiValueMap<String, String> parameters, Model model, Locale locale) {
        return Mono.fromCallable(() -> SearchLinks.read(parameters))
                .zipWith(schools.ownShelf(), SearchRequest::ofSchool)
                .flatMap(request -> search.find(request).flatMap(page -> show(request, page, model, locale)))
                .thenReturn("search/search");
    }

    /** A school sees what each would cost it, for which all offers are asked; everybody else the lowest price. */
    private Mono<SchoolTerms> show(SearchRequest asked, SearchPage page, Model model, Locale locale) {
        SearchRequest request = asked.without(page.dropped().keySet());
        List<UUID> found = page.found().stream().map(one -> one.listing().id()).toList();
        Mono<Map<UUID, List<Offer>>> offers =
                CurrentActor.find().flatMap(actor -> listings.offersOf(found)).defaultIfEmpty(Map.of());
        return AskedTogether.of(Mono.zip(schools.of(found), offers))
                .doOnNext(both -> {
                    show(request, page, both.getT1(), model, locale);
                    model.addAttribute("cards", ResultWords.cards(page, both.getT1(), both.getT2(), asked.own()));
                })
                .map(Tuple2::getT1);
    }

    private void show(SearchRequest request, SearchPage page, SchoolTerms terms, Model model, Locale locale) {
        boolean more = (long) request.page() * request.size() < page.total()
                && (long) (request.page() + 1) * request.size()
                        <= (request.sort().ofReader() ? SearchRequest.WHOLE : SearchRequest.LAST_RESULT);
        model.addAttribute("query", request.text());
        model.addAttribute("page", page);
        model.addAttribute("terms", terms);
        model.addAttribute("pupils", terms.pupils().all());
        model.addAttribute("facets", words.facets(request, page, locale));
        model.addAttribute("chosen", words.chosen(request, page, locale));
        model.addAttribute("clearHref", request.chosen().isEmpty() ? null : SearchLinks.widened(request));
        model.addAttribute("dropped", words.dropped(page));
        model.addAttribute("orders", orders(request, terms.ofSchool()));
        model.addAttribute("among", request.sort().ofReader() && page.total() > SearchRequest.WHOLE);
        model.addAttribute("previousHref", request.page() > 1 ? SearchLinks.turned(request, request.page() - 1) : null);
        model.addAttribute("nextHref", more ? SearchLinks.turned(request, request.page() + 1) : null);
    }

    private static List<Order> orders(SearchRequest request, boolean ofSchool) {
        return Stream.of(Sort.values())
                .filter(sort -> sort != Sort.OURS || ofSchool)
                .map(sort -> new Order(sort.key(), SearchLinks.sorted(request, sort), sort == request.sort()))
                .toList();
    }
}
