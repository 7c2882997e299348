package org.ziyuan.catalog.analysis;

import java.util.Map;
import java.util.Set;

/**
 * A title as an import takes it: without the signs that lists put before it, and with what it says of the book itself.
 *
 * @param text the title
 * @param stated what it says, by dimension
 */
public record ListingTitle(String text, Map<Dimension, Set<String>> stated) {

    private static final String BEFORE_THE_FIRST_WORD = "^[^\\p{L}\\p{N}《〈（(“\"【\\[]+";

    public static ListingTitle read(String written, QueryReader reader) {
        String text = written.strip().replaceFirst(BEFORE_THE_FIRST_WORD, "");
        return new ListingTitle(text, reader.read(text).facets());
    }

    /**
     * The value of a column, unless the title plainly says another: in 英语（三年级起点）五年级上册 the grade is five, however
     * the column was filled.
     */
    public String facet(Dimension dimension, String written) {
        Set<String> said = stated.getOrDefault(dimension, Set.of());
        boolean counted = dimension == Dimension.GRADE || dimension == Dimension.VOLUME;
        return counted && said.size() == 1 && !written.isBlank()
                ? said.iterator().next()
                : written;
    }
}
