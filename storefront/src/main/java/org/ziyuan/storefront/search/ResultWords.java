package org.ziyuan.storefront.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.search.OwnShelf;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.procurement.choosing.Served;
import org.ziyuan.storefront.layout.Facet;
import org.ziyuan.storefront.layout.ListingCard;
import org.ziyuan.storefront.listing.SchoolTerms;

/** Results in the shapes of the shared fragments: facets with their addresses, cards with their prices. */
@Component
class ResultWords {

    /** Long lists are cut at the least frequent; what is chosen always stays. */
    private static final int MOST_CHOICES = 12;

    private final MessageSource words;

    ResultWords(MessageSource words) {
        this.words = words;
    }

    List<Facet> facets(SearchRequest request, SearchPage page, Locale locale) {
        return Stream.of(Dimension.values())
                .map(dimension -> new Facet(dimension.key(), choices(request, page, dimension, locale)))
                .toList();
    }

    /** What narrows the search now, each with the address that lifts it: what was chosen and what was read. */
    List<Facet.Choice> chosen(SearchRequest request, SearchPage page, Locale locale) {
        Stream<Facet.Choice> names = page.understood().names().stream()
                .limit(MOST_CHOICES)
                .map(name -> new Facet.Choice(name, 0, true, SearchLinks.unread(request, page.understood(), name)));
        return Stream.concat(
                        Stream.of(Dimension.values()).flatMap(dimension -> narrowing(request, page, dimension, locale)),
                        names)
                .toList();
    }

    private Stream<Facet.Choice> narrowing(SearchRequest request, SearchPage page, Dimension dimension, Locale locale) {
        return request.chosen().containsKey(dimension)
                ? choices(request, page, dimension, locale).stream().filter(Facet.Choice::chosen)
                : page.understood().facets().getOrDefault(dimension, Set.of()).stream()
                        .map(value -> new Facet.Choice(
                                value, 0, true, SearchLinks.unread(request, page.understood(), value)));
    }

    /** What was chosen and fits nothing else that was: 三年级 of a search in 高中. */
    String dropped(SearchPage page) {
        return page.dropped().values().stream().flatMap(Set::stream).sorted().collect(Collectors.joining("、"));
    }

    private List<Facet.Choice> choices(SearchRequest request, SearchPage page, Dimension dimension, Locale locale) {
        boolean read = !request.chosen().containsKey(dimension);
        Set<String> asked = read ? page.understood().facets().getOrDefault(dimension, Set.of()) : Set.of();
        List<Facet.Choice> shown = new ArrayList<>();
        for (SearchPage.Choice choice : page.choicesOf(dimension)) {
            boolean recognised = asked.contains(choice.value());
            if (choice.chosen() || recognised || shown.size() < MOST_CHOICES) {
                shown.add(new Facet.Choice(
                        label(dimension, choice, locale),
                        choice.count(),
                        choice.chosen() || recognised,
                        recognised
                                ? SearchLinks.unread(request, page.understood(), choice.value())
                                : SearchLinks.toggled(request, dimension, choice.value())));
            }
        }
        return shown;
    }

    private String label(Dimension dimension, SearchPage.Choice choice, Locale locale) {
        return dimension == Dimension.KIND
                ? Objects.requireNonNull(
                        words.getMessage("kind." + choice.value(), null, choice.label(), locale), choice.label())
                : choice.label();
    }

    static List<ListingCard> cards(SearchPage page, SchoolTerms terms, Map<UUID, List<Offer>> offers, OwnShelf own) {
        return page.found().stream()
                .map(found ->
                        card(found, terms, offers.getOrDefault(found.listing().id(), List.of()), own))
                .toList();
    }

    private static ListingCard card(SearchPage.Found found, SchoolTerms terms, List<Offer> offers, OwnShelf own) {
        CatalogListing listing = found.listing();
        Long price = listing.lowestUnitPriceInFen();
        String meter = listing.meter();
        boolean priced = price != null && meter != null;
        Served served = terms.served(listing.stage(), listing.grade());
        return new ListingCard(
                listing.id().toString(),
                listing.kind(),
                listing.title(),
                found.title(),
                listing.vendorName(),
                Stream.of(listing.stage(), listing.subject(), listing.edition(), listing.grade(), listing.volume())
                        .flatMap(Stream::ofNullable)
                        .toList(),
                priced ? meter : null,
                price,
                SchoolTerms.leastInFen(offers, served),
                terms.licenceState(listing.id(), priced, served),
                own.takes(listing));
    }
}
