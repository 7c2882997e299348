package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.analysis.Vocabulary;
import org.ziyuan.catalog.index.CatalogListing;

/**
 * The statements that browse listings; what people type travels in bind values only.
 *
 * @param texts conditions on what listings say
 * @param narrowing conditions by dimension
 * @param values what is bound
 */
record BrowseSql(List<String> texts, Map<Dimension, String> narrowing, Map<String, Object> values) {

    private static final int MOST_TEXTS = 8;

    private static final String OWN = "coalesce(" + column(Dimension.STAGE) + " = any(:own), true)";

    /** Everything a listing says of itself, as plain text. */
    private static final String SAID = """
            concat_ws(' ', title, subtitle, subject, edition, stage, grade, volume, publisher, vendor_name, summary)""";

    static BrowseSql of(SearchRequest request, Understanding understood, Vocabulary vocabulary) {
        BrowseSql sql = new BrowseSql(new ArrayList<>(), new EnumMap<>(Dimension.class), new LinkedHashMap<>());
        Arrays.stream(Dimension.values())
                .filter(Dimension::hasVocabulary)
                .forEach(dimension -> sql.know(dimension, vocabulary.values(dimension)));
        understood.facets().forEach(sql::asked);
        request.chosen().forEach(sql::chosen);
        sql.values().put("own", request.own().toArray(String[]::new));
        understood.names().forEach(sql::said);
        Arrays.stream(understood.remainder().split(" "))
                .filter(text -> !text.isEmpty())
                .limit(MOST_TEXTS)
                .forEach(sql::said);
        return sql;
    }

    /** Prices are looked up for the listings of one page only, unless they are what it is sorted by. */
    String page(SearchRequest request) {
        return switch (request.sort()) {
            case PRICE ->
                "select %s from listing_view where state = 'PUBLISHED' and %s order by %s"
                        .formatted(
                                CatalogListing.COLUMNS,
                                where(null),
                                part("lowest_unit_price_in_fen nulls last, title", request));
            case NEWEST -> page("published_at desc", request);
            case RELEVANCE -> page(request.own().isEmpty() ? "title" : "not (" + OWN + "), title", request);
            case TITLE -> page("title", request);
        };
    }

    private String page(String order, SearchRequest request) {
        return """
                select %s from listing_view where listing_id in
                  (select listing_id from catalog_shelf where %s order by %s) order by %s, listing_id""".formatted(CatalogListing.COLUMNS, where(null), part(order, request), order);
    }

    private static String part(String order, SearchRequest request) {
        return "%s, listing_id limit %d offset %d".formatted(order, request.size(), request.from());
    }

    String total() {
        return "select count(*) from catalog_shelf where " + where(null);
    }

    /** Each dimension counted under the conditions of all others. */
    String counts() {
        return Arrays.stream(Dimension.values())
                .map(dimension -> """
                        select '%s' as dimension, %s as value, min(%s) as label, count(*) as listings
                          from catalog_shelf where %s and coalesce(%s, '') <> '' group by 2""".formatted(
                                dimension.name(),
                                column(dimension),
                                dimension == Dimension.VENDOR ? "vendor_name" : column(dimension),
                                where(dimension),
                                column(dimension)))
                .collect(Collectors.joining(" union all "));
    }

    private String where(@org.jspecify.annotations.Nullable Dimension but) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        conditions.addAll(texts);
        narrowing.forEach((dimension, condition) -> {
            if (dimension != but) {
                conditions.add(condition);
            }
        });
        return String.join(" and ", conditions);
    }

    private void asked(Dimension dimension, Set<String> wanted) {
        List<String> any = new ArrayList<>();
        for (String value : wanted) {
            any.add(column(dimension) + " ilike :" + bind(escaped(value) + "%"));
            if (dimension != Dimension.VOLUME) {
                // 必修2 is also written inside 选择性必修2, which is another volume.
                any.add(SAID + " ilike :" + bind("%" + escaped(value) + "%"));
            }
        }
        narrowing.put(dimension, "(" + String.join(" or ", any) + ")");
    }

    private void chosen(Dimension dimension, Set<String> wanted) {
        narrowing.put(dimension, column(dimension) + " = any(:" + bind(wanted.toArray(String[]::new)) + ")");
    }

    private void said(String text) {
        texts.add(SAID + " ilike :" + bind("%" + escaped(text) + "%"));
    }

    private String bind(Object value) {
        String name = "v" + values.size() + "x";
        values.put(name, value);
        return name;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private void know(Dimension dimension, Map<String, String> known) {
        values.put("written_" + dimension.key(), known.keySet().toArray(String[]::new));
        values.put("meant_" + dimension.key(), known.values().toArray(String[]::new));
    }

    /** What a dimension is chosen by, as {@link Vocabulary#choice} has it; null where a vendor wrote something else. */
    private static String column(Dimension dimension) {
        return switch (dimension) {
            case EDITION -> known(dimension, "btrim(split_part(replace(edition, '(', '（'), '（', 1))");
            case VENDOR -> "vendor_id::text";
            case KIND -> dimension.key();
            default -> known(dimension, "btrim(" + dimension.key() + ")");
        };
    }

    private static String known(Dimension dimension, String written) {
        return "(:meant_%s)[array_position(:written_%s, %s)]".formatted(dimension.key(), dimension.key(), written);
    }
}
