package org.ziyuan.catalog.search;

import java.util.List;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.query_dsl.Operator;
import org.opensearch.client.opensearch._types.query_dsl.Query;

/** The few kinds of query that searching is made of. */
final class Patterns {

    private Patterns() {}

    static Query everything() {
        return Query.of(query -> query.matchAll(all -> all));
    }

    static Query any(String field, List<String> values) {
        List<FieldValue> wanted = values.stream().map(FieldValue::of).toList();
        return Query.of(query -> query.terms(terms -> terms.field(field).terms(list -> list.value(wanted))));
    }

    /** What has no value there at all. */
    static Query none(String field) {
        return Query.of(query -> query.bool(bool -> bool.mustNot(has -> has.exists(exists -> exists.field(field)))));
    }

    /** Scores the same for whatever matches, so that rare values do not outrank common ones. */
    static Query worth(float boost, Query filter) {
        return Query.of(
                query -> query.constantScore(score -> score.filter(filter).boost(boost)));
    }

    static Query some(String field, List<String> tokens, String atLeast, float boost) {
        return Query.of(query -> query.match(match -> match.field(field)
                .query(FieldValue.of(String.join(" ", tokens)))
                .minimumShouldMatch(atLeast)
                .boost(boost)));
    }

    static Query every(String field, List<String> tokens, float boost) {
        return Query.of(query -> query.match(match -> match.field(field)
                .query(FieldValue.of(String.join(" ", tokens)))
                .operator(Operator.And)
                .boost(boost)));
    }

    /** A word with a slip or two in it; its first letters are right, and it stands for a bounded number of words. */
    static Query misspelt(String field, String word, int rightLetters, float boost) {
        return Query.of(query -> query.match(match -> match.field(field)
                .query(FieldValue.of(word))
                .fuzziness("AUTO")
                .prefixLength(rightLetters)
                .maxExpansions(10)
                .boost(boost)));
    }

    static Query best(List<Query> ways) {
        return Query.of(query -> query.disMax(best -> best.queries(ways).tieBreaker(0.1f)));
    }

    static Query atLeast(String howMany, List<Query> queries) {
        return Query.of(query -> query.bool(bool -> bool.should(queries).minimumShouldMatch(howMany)));
    }

    static Query all(List<Query> filters) {
        return Query.of(query -> query.bool(bool -> bool.filter(filters)));
    }
}
