package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.PlainText;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.index.KeptTokens;

/** The statements that browse listings for one attempt: what must hold, what ranks, what narrows. */
final class BrowseSql {

    private static final String SHELF = """
            (select s.*, w.listing_id is null as unread, w.choices, w.title_key, w.title_grams, coalesce(w.order_key, s.title) collate "C" as ordered
               from catalog_shelf s left join search_words w using (listing_id)) shelf""";

    private static final int MOST_RANKING_GRAMS = 24;

    /** What a run of unknown text is worth beside known words: it is rarer than they are. */
    private static final float TEXT = 8;

    private final Binds binds = new Binds();
    private final List<String> needed = new ArrayList<>();
    private final List<String> scores = new ArrayList<>(List.of("(select 0)"));
    private final Map<Dimension, String> narrowing = new EnumMap<>(Dimension.class);
    private final SearchRequest request;
    private final ShelfColumns columns;
    private String exactTitle = "";
    private final BrowseText text;

    private BrowseSql(SearchRequest request, Analysis analysis) {
        this.request = request;
        this.columns = new ShelfColumns(analysis.vocabulary(), binds);
        this.text = new BrowseText(binds);
    }

    static BrowseSql of(SearchRequest request, Attempt attempt, Analysis analysis) {
        BrowseSql sql = new BrowseSql(attempt.near() ? request.ofAnyEdition() : request, analysis);
        Understanding understood = attempt.understood();
        Map<Dimension, String> asked = new EnumMap<>(Dimension.class);
        understood.facets().keySet().forEach(dimension -> asked.put(dimension, sql.asked(understood, dimension)));
        if (attempt.near()) {
            sql.wishes(attempt, asked, analysis);
        } else {
            sql.narrowing.putAll(asked);
            understood.names().forEach(name -> sql.needed.add(sql.text.word(PlainText.compact(name), name)));
            analysis.units(understood.remainder()).forEach(unit -> sql.needed.add(sql.text.of(unit, false)));
        }
        request.chosen()
                .forEach((dimension, values) -> sql.narrowing.put(dimension, sql.columns.chosen(dimension, values)));
        sql.rank(understood, analysis);
        return sql;
    }

    Binds binds() {
        return binds;
    }

    /** Prices are looked up for the listings of one page only, unless they are what it is sorted by. */
    String page() {
        return switch (request.sort()) {
            case PRICE -> """
                    select %s from listing_view join (select listing_id, ordered from %s where %s) found using (listing_id)
                     order by lowest_unit_price_in_fen nulls last, ordered, listing_id %s""".formatted(CatalogListing.COLUMNS, SHELF, where(), part());
            case NEWEST -> page("published_at desc, ordered");
            case RELEVANCE, OURS, USED -> page(first() + String.join(" + ", scores) + " desc, ordered");
            case TITLE -> page("ordered");
        };
    }

    /** The own stage, then a title that was typed whole, then the editions of the region. */
    private String first() {
        OwnShelf own = request.own();
        return Stream.of(
                        own.stages().isEmpty() ? "" : columns.ofOwnStage(own.stages()),
                        exactTitle,
                        own.editions().isEmpty() ? "" : columns.ofOwnEdition(own.editions()))
                .filter(condition -> !condition.isEmpty())
                .map(condition -> "not " + condition + ", ")
                .collect(Collectors.joining());
    }

    private String page(String order) {
        return """
                select %s from listing_view join
                  unnest(array(select listing_id from %s where %s order by %s, listing_id %s))
                    with ordinality as found (listing_id, place) using (listing_id)
                 order by place""".formatted(CatalogListing.COLUMNS, SHELF, where(), order, part());
    }

    private String part() {
        return "limit %d offset %d".formatted(request.size(), request.from());
    }

    String total() {
        return "select count(*) from %s where %s".formatted(SHELF, where());
    }

    /** Each dimension counted under the conditions of all others; what the texts say is looked at once. */
    String counts() {
        return "with found as materialized (select * from %s where %s) ".formatted(SHELF, all(needed))
                + Arrays.stream(Dimension.values())
                        .map(dimension -> """
                                select '%s' as dimension, %s as value, min(%s) as label, count(*) as listings
                                  from found where %s and coalesce(%s, '') <> '' group by 2""".formatted(
                                        dimension.name(),
                                        columns.of(dimension),
                                        dimension == Dimension.VENDOR ? "vendor_name" : columns.of(dimension),
                                        narrowed(dimension),
                                        columns.of(dimension)))
                        .collect(Collectors.joining(" union all "));
    }

    private String where() {
        return all(List.of(all(needed), narrowed(null)));
    }

    private String narrowed(@Nullable Dimension but) {
        return all(narrowing.entrySet().stream()
                .filter(entry -> entry.getKey() != but)
                .map(Map.Entry::getValue)
                .toList());
    }

    private static String all(List<String> conditions) {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    /** Either the listing's own value, or the word somewhere in what it says of itself. */
    private String asked(Understanding understood, Dimension dimension) {
        return understood.facets().getOrDefault(dimension, Set.of()).stream()
                .map(value -> columns.says(dimension, value) + " or " + text.word(dimension.token(value), value))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private void wishes(Attempt attempt, Map<Dimension, String> asked, Analysis analysis) {
        Map<String, Float> wishes = new LinkedHashMap<>();
        asked.forEach((dimension, condition) -> wishes.put(condition, Plan.weight(dimension)));
        Understanding understood = attempt.understood();
        understood.names().forEach(name -> wishes.put(text.word(PlainText.compact(name), name), Plan.CHOSEN_VALUE));
        analysis.units(understood.remainder()).forEach(unit -> wishes.put(text.of(unit, true), TEXT));
        needed.add(wishes.keySet().stream().map(BrowseSql::counted).collect(Collectors.joining(" + ", "(", ")"))
                + " >= " + attempt.atLeast());
        wishes.forEach((condition, weight) -> scores.add(weight + " * " + counted(condition)));
        String subject = asked.get(Dimension.SUBJECT);
        if (attempt.sameSubject() && subject != null) {
            narrowing.put(Dimension.SUBJECT, subject);
        }
    }

    private void rank(Understanding understood, Analysis analysis) {
        if (understood.isEmpty()) {
            return;
        }
        exactTitle = "coalesce(title_key = %s, false)".formatted(binds.of(PlainText.compact(request.text())));
        List<String> grams = KeptTokens.grams(analysis.grams(request.text()));
        String titled = binds.of(grams.subList(0, Math.min(grams.size(), MOST_RANKING_GRAMS)));
        scores.add(
                "(select count(*) * (1 + 1.0 / greatest(cardinality(title_grams), 1)) from unnest(%s) one where one = any(title_grams))"
                        .formatted(titled));
        understood
                .facets()
                .forEach((dimension, values) -> values.forEach(value -> {
                    scores.add("4 * " + counted(columns.says(dimension, value)));
                    scores.add("2 * " + counted(text.word(dimension.token(value), value)));
                }));
    }

    private static String counted(String condition) {
        return "coalesce((" + condition + ")::int, 0)";
    }
}
