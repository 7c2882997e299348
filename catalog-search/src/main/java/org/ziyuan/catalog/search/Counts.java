package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.opensearch.client.opensearch._types.aggregations.Aggregate;
import org.opensearch.client.opensearch._types.aggregations.Aggregation;
import org.opensearch.client.opensearch._types.aggregations.StringTermsBucket;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.search.SearchPage.Choice;

/** Counting the values of a dimension, and reading the counts back. */
final class Counts {

    static final String VALUES = "values";

    private static final String NAME = "name";
    private static final int MOST_VALUES = 150;

    private Counts() {}

    static Aggregation of(Dimension dimension) {
        return Aggregation.of(it -> {
            var counting =
                    it.terms(terms -> terms.field("choices." + dimension.key()).size(MOST_VALUES));
            return dimension == Dimension.VENDOR
                    ? counting.aggregations(
                            NAME,
                            name -> name.terms(
                                    terms -> terms.field("vendorName").size(1)))
                    : counting;
        });
    }

    static Map<Dimension, List<Choice>> choices(
            Map<String, Aggregate> counted, Map<Dimension, Set<String>> chosen, Analysis analysis) {
        Map<Dimension, List<Choice>> choices = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Aggregate values = Objects.requireNonNull(counted.get(dimension.key()))
                    .filter()
                    .aggregations()
                    .get(VALUES);
            List<Choice> counts = Objects.requireNonNull(values).sterms().buckets().array().stream()
                    .map(bucket -> choice(bucket, chosen.getOrDefault(dimension, Set.of())))
                    .toList();
            choices.put(dimension, Choices.inOrder(dimension, counts, chosen, analysis));
        }
        return choices;
    }

    private static Choice choice(StringTermsBucket bucket, Set<String> chosen) {
        String value = bucket.key();
        Aggregate names = bucket.aggregations().get(NAME);
        String label = names == null
                ? value
                : new ArrayList<>(names.sterms().buckets().array()).get(0).key();
        return new Choice(value, label, bucket.docCount(), chosen.contains(value));
    }
}
