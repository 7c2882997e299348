package org.ziyuan.storefront.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.marketplace.listing.Meter;
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

    /** What narrows the search now, each with the address that lifts it. */
    List<Facet.Choice> chosen(SearchRequest request, SearchPage page, Locale locale) {
        return facets(request, page, locale).stream()
                .flatMap(facet -> facet.choices().stream())
                .filter(Facet.Choice::chosen)
                .toList();
    }

    private List<Facet.Choice> choices(SearchRequest request, SearchPage page, Dimension dimension, Locale locale) {
        List<Facet.Choice> shown = new ArrayList<>();
        for (SearchPage.Choice choice : page.choicesOf(dimension)) {
            if (choice.chosen() || shown.size() < MOST_CHOICES) {
                shown.add(new Facet.Choice(
                        label(dimension, choice, locale),
                        choice.count(),
                        choice.chosen(),
                        SearchLinks.toggled(request, dimension, choice.value())));
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

    /** What was read out of the typed text, as 小学 · 数学 · 人教版; empty when it was taken word by word. */
    static String understood(Understanding understood) {
        Stream<String> facets = understood.facets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .flatMap(Set::stream);
        return String.join(
                " · ",
                Stream.concat(facets, understood.names().stream()).limit(8).toList());
    }

    static List<ListingCard> cards(SearchPage page, SchoolTerms terms) {
        return page.found().stream().map(found -> card(found.listing(), terms)).toList();
    }

    private static ListingCard card(CatalogListing listing, SchoolTerms terms) {
        Long price = listing.lowestUnitPriceInFen();
        String meter = listing.meter();
        boolean priced = price != null && meter != null;
        Served served = terms.served(listing.stage(), listing.grade());
        return new ListingCard(
                listing.id().toString(),
                listing.kind(),
                listing.title(),
                listing.vendorName(),
                Stream.of(listing.stage(), listing.subject(), listing.edition(), listing.grade(), listing.volume())
                        .flatMap(Stream::ofNullable)
                        .toList(),
                priced ? meter : null,
                price,
                price != null && meter != null
                        ? SchoolTerms.yearInFen(Meter.valueOf(meter.toUpperCase(Locale.ROOT)), price, served)
                        : null,
                terms.licenceState(listing.id(), priced, served));
    }
}
