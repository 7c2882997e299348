package org.ziyuan.marketplace.listing.terms;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.vocabulary.Facet;
import org.ziyuan.marketplace.vocabulary.FacetTerm;
import reactor.core.publisher.Mono;

/** All terms of the vocabulary with their use, and the values of listings that are none of them. */
@Component
public class UsedTerms {

    /** What stands in brackets behind an edition is the vendors' own, so there are more values than terms. */
    private static final String USED = """
            select f.facet, f.value, count(*)::int as listings
              from listing_view v
             cross join lateral (values ('STAGE', v.stage), ('SUBJECT', v.subject), ('EDITION', v.edition), ('GRADE', v.grade),
                                        ('VOLUME', v.volume)) f(facet, value)
             where v.state = 'PUBLISHED' and f.value <> '' group by 1, 2 order by 3 desc, 1, 2 limit 5000
            """;

    private final DatabaseClient database;

    UsedTerms(DatabaseClient database) {
        this.database = database;
    }

    /** Facet by facet in the order of the vocabulary, values outside it behind the terms. */
    public Mono<List<UsedTerm>> all() {
        return database.sql(USED)
                .map(Rows.as(Used.class))
                .all()
                .collectList()
                .map(used -> Stream.of(Facet.values())
                        .flatMap(facet -> terms(facet, used))
                        .toList());
    }

    private static Stream<UsedTerm> terms(Facet facet, List<Used> all) {
        Map<String, Integer> used = new TreeMap<>();
        all.stream()
                .filter(one -> one.facet() == facet)
                .forEach(one -> used.merge(
                        facet == Facet.EDITION ? Facet.beforeBrackets(one.value()) : one.value(),
                        one.listings(),
                        Integer::sum));
        List<UsedTerm> known = facet.terms().stream()
                .map(term -> shown(term, used.getOrDefault(term.value(), 0)))
                .toList();
        return Stream.concat(
                known.stream(),
                used.entrySet().stream()
                        .filter(value -> !facet.has(value.getKey()))
                        .map(value -> new UsedTerm(facet.key(), "", value.getKey(), List.of(), value.getValue())));
    }

    private static UsedTerm shown(FacetTerm term, int listings) {
        return new UsedTerm(term.facet().key(), term.code(), term.value(), term.aliases(), listings);
    }

    private record Used(Facet facet, String value, int listings) {}
}
