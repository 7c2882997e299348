package org.ziyuan.catalog.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * What somebody looks for.
 *
 * @param text what was typed; of a very long text only the beginning is read
 * @param chosen facets that were chosen: any of the values of one dimension, all dimensions together
 * @param page from 1
 * @param size listings on a page, at most {@value #LARGEST_PAGE}
 * @param own whose school it is for; its stages and the editions its region takes come before all others when the most
 *     relevant are asked for
 */
public record SearchRequest(
        String text, Map<Dimension, Set<String>> chosen, Sort sort, int page, int size, OwnShelf own) {

    public static final int LARGEST_PAGE = 50;

    /** So many of the most relevant are put in an order that the index does not know. */
    public static final int WHOLE = 500;

    /** Nobody turns pages for longer; whoever needs all listings exports them. */
    public static final int LAST_RESULT = 5_000;

    private static final int MOST_CHOICES = 50;

    /** @throws Refusal {@code search-page-out-of-range}, {@code search-too-many-choices} */
    public SearchRequest {
        if (page < 1 || size < 1 || size > LARGEST_PAGE && size != WHOLE || (long) page * size > LAST_RESULT) {
            throw Refusal.invalid("search-page-out-of-range").with("page", page).with("size", size);
        }
        if (chosen.values().stream().mapToInt(Set::size).sum() > MOST_CHOICES) {
            throw Refusal.invalid("search-too-many-choices").with("most", MOST_CHOICES);
        }
        text = TextField.beginning(text, QueryReader.LONGEST_QUERY);
        Map<Dimension, Set<String>> copy = new EnumMap<>(Dimension.class);
        chosen.forEach((dimension, values) -> {
            if (!values.isEmpty()) {
                copy.put(dimension, values.stream().map(TextField::storable).collect(Collectors.toUnmodifiableSet()));
            }
        });
        chosen = copy;
    }

    public SearchRequest(String text, Map<Dimension, Set<String>> chosen, Sort sort, int page, int size) {
        this(text, chosen, sort, page, size, OwnShelf.NONE);
    }

    /** The same for somebody of this school. */
    public SearchRequest ofSchool(OwnShelf school) {
        return new SearchRequest(text, chosen, sort, page, size, school);
    }

    /** The same, as many of the most relevant as may be put in another order. */
    public SearchRequest whole() {
        return new SearchRequest(text, chosen, sort, 1, WHOLE, own);
    }

    /** The same without the editions of the region: where an answer is only near, they would stand before what was asked. */
    SearchRequest ofAnyEdition() {
        return ofSchool(OwnShelf.ofStages(own.stages()));
    }

    /** The same, from its first page, with nothing chosen in these dimensions; where there are none, the same. */
    public SearchRequest without(Set<Dimension> dimensions) {
        if (dimensions.isEmpty()) {
            return this;
        }
        Map<Dimension, Set<String>> rest = new EnumMap<>(Dimension.class);
        rest.putAll(chosen);
        rest.keySet().removeAll(dimensions);
        return new SearchRequest(text, rest, sort, 1, size, own);
    }

    /**
     * What may be given up where no listing has all that was chosen, the least first. A volume goes before a grade, a grade
     * before an edition, an edition before a subject, and the stage never: what is chosen later is chosen below it.
     *
     * @param none the empty answer; it counts each dimension as if nothing were chosen there
     */
    List<Set<Dimension>> givenUp(SearchPage none) {
        List<Dimension> below = Stream.of(Dimension.VOLUME, Dimension.GRADE, Dimension.EDITION, Dimension.SUBJECT)
                .filter(chosen::containsKey)
                .toList();
        Stream<Set<Dimension>> alone = below.stream()
                .filter(dimension -> none.choicesOf(dimension).stream().anyMatch(choice -> choice.count() > 0))
                .findFirst()
                .or(() -> below.stream().findFirst())
                .map(Set::of)
                .stream();
        Stream<Set<Dimension>> several = IntStream.of(2, below.size())
                .filter(many -> many <= below.size())
                .mapToObj(many -> Set.copyOf(below.subList(0, many)));
        return Stream.concat(alone, several)
                .distinct()
                .filter(some -> some.size() < chosen.size() || !text.isBlank())
                .toList();
    }

    /** The first page of what matches a text. */
    public static SearchRequest of(String text) {
        return new SearchRequest(text, Map.of(), Sort.RELEVANCE, 1, 20);
    }

    int from() {
        return (page - 1) * size;
    }
}
