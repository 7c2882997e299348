package org.ziyuan.storefront.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.catalog.search.Sort;

/** The addresses of searches: a page can be bookmarked, sent to a colleague, and works without a script. */
public final class SearchLinks {

    static final int ON_A_PAGE = 24;

    private SearchLinks() {}

    /** What an address asks for; a sort or page that was never offered is the first one. */
    static SearchRequest read(MultiValueMap<String, String> parameters) {
        Map<Dimension, Set<String>> chosen = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<String> values = parameters.getOrDefault(dimension.key(), List.of()).stream()
                    .filter(value -> !value.isBlank())
                    .toList();
            chosen.put(dimension, new TreeSet<>(values));
        }
        Sort sort = Sort.ofKey(first(parameters, "sort")).orElse(Sort.RELEVANCE);
        String page = first(parameters, "page");
        int number = page.matches("[1-9]\\d{0,3}") ? Integer.parseInt(page) : 1;
        return new SearchRequest(first(parameters, "q").strip(), chosen, sort, number, ON_A_PAGE);
    }

    /** Everything that has this value. */
    public static String only(Dimension dimension, String value) {
        return "/search?" + parameter(dimension.key(), value);
    }

    /** Everything of these stages, or everything, in this order. */
    public static String by(Sort sort, Set<String> stages) {
        return to(new SearchRequest("", Map.of(Dimension.STAGE, stages), sort, 1, ON_A_PAGE));
    }

    static String to(SearchRequest request) {
        Stream<String> text = request.text().isEmpty() ? Stream.empty() : Stream.of(parameter("q", request.text()));
        Stream<String> facets = request.chosen().entrySet().stream()
                .flatMap(entry -> new TreeSet<>(entry.getValue())
                        .stream().map(value -> parameter(entry.getKey().key(), value)));
        Stream<String> sort = request.sort() == Sort.RELEVANCE
                ? Stream.empty()
                : Stream.of(parameter("sort", request.sort().key()));
        Stream<String> page = request.page() == 1 ? Stream.empty() : Stream.of("page=" + request.page());
        String query = Stream.of(text, facets, sort, page).flatMap(part -> part).collect(Collectors.joining("&"));
        return query.isEmpty() ? "/search" : "/search?" + query;
    }

    /** The same search with a value chosen, or no longer chosen; from its first page. */
    static String toggled(SearchRequest request, Dimension dimension, String value) {
        Map<Dimension, Set<String>> chosen = new EnumMap<>(Dimension.class);
        chosen.putAll(request.chosen());
        Set<String> values = new TreeSet<>(chosen.getOrDefault(dimension, Set.of()));
        if (!values.remove(value)) {
            values.add(value);
        }
        chosen.put(dimension, values);
        return to(new SearchRequest(request.text(), chosen, request.sort(), 1, request.size()));
    }

    /** The same search as if a word had not been typed from which this value was read; from its first page. */
    static String unread(SearchRequest request, Understanding understood, String value) {
        Stream<String> facets = understood.facets().values().stream().flatMap(Set::stream);
        String rest = Stream.of(facets, understood.names().stream(), Stream.of(understood.remainder()))
                .flatMap(part -> part)
                .filter(part -> !part.isEmpty() && !part.equals(value))
                .collect(Collectors.joining(" "));
        return to(new SearchRequest(rest, request.chosen(), request.sort(), 1, request.size()));
    }

    static String sorted(SearchRequest request, Sort sort) {
        return to(new SearchRequest(request.text(), request.chosen(), sort, 1, request.size()));
    }

    static String turned(SearchRequest request, int page) {
        return to(new SearchRequest(request.text(), request.chosen(), request.sort(), page, request.size()));
    }

    /** The same words without any facet. */
    static String widened(SearchRequest request) {
        return to(new SearchRequest(request.text(), Map.of(), request.sort(), 1, request.size()));
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String first(MultiValueMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        return value == null ? "" : value;
    }
}
