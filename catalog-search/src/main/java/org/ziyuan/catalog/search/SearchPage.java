package org.ziyuan.catalog.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Segment;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.index.CatalogListing;

/**
 * What was found.
 *
 * @param total how many listings match, on all pages
 * @param choices what each dimension may be narrowed to, counted as if nothing were chosen in that dimension
 * @param understood how the typed text was read
 * @param dropped choices that fit no other choice, such as a grade of another stage; found is what the rest leaves
 * @param nearest whether nothing matches everything that was asked, so that these come only near it
 * @param degraded whether the search nodes were away and this was browsed from PostgreSQL: true, but in plainer order
 * @param building whether they are there, and their index does not hold yet what is published; browsed as well
 */
public record SearchPage(
        long total,
        List<Found> found,
        Map<Dimension, List<Choice>> choices,
        Understanding understood,
        Map<Dimension, Set<String>> dropped,
        boolean nearest,
        boolean degraded,
        boolean building,
        int page,
        int size) {

    SearchPage without(Map<Dimension, Set<String>> choices) {
        return new SearchPage(total, found, this.choices, understood, choices, nearest, degraded, building, page, size);
    }

    SearchPage whileTheIndexIsMade() {
        return new SearchPage(total, found, choices, understood, dropped, nearest, degraded, true, page, size);
    }

    /** One page of what was found whole, in another order. */
    public SearchPage part(List<Found> ordered, SearchRequest asked) {
        List<Found> shown =
                ordered.stream().skip(asked.from()).limit(asked.size()).toList();
        return new SearchPage(
                total, shown, choices, understood, dropped, nearest, degraded, building, asked.page(), asked.size());
    }

    public List<Choice> choicesOf(Dimension dimension) {
        return choices.getOrDefault(dimension, List.of());
    }

    /**
     * A listing that was found.
     *
     * @param title the title in parts, those that match marked
     */
    public record Found(CatalogListing listing, List<Segment> title) {}

    /**
     * A value of a dimension.
     *
     * @param value what to choose it by
     * @param label what to show; a vendor is chosen by id and shown by name
     */
    public record Choice(String value, String label, long count, boolean chosen) {}
}
