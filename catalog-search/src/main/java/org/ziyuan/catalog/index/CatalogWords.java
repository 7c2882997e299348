package org.ziyuan.catalog.index;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.catalog.analysis.Vocabulary;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The vocabulary of the day: what is built in, and the values that listings carry by now. */
@Component
public class CatalogWords {

    private final PublishedListings listings;
    private volatile Words words = Words.of(Map.of());

    CatalogWords(PublishedListings listings) {
        this.listings = listings;
    }

    public Analysis analysis() {
        return words.analysis();
    }

    public QueryReader reader() {
        return words.reader();
    }

    /** Learns the values of new listings; making a vocabulary takes a while, so it leaves the event loop for that. */
    Mono<Void> learn() {
        return listings.values()
                .filter(values -> !values.equals(words.learnt()))
                .publishOn(Schedulers.boundedElastic())
                .map(Words::of)
                .doOnNext(made -> words = made)
                .then();
    }

    private record Words(Map<Dimension, Set<String>> learnt, Analysis analysis, QueryReader reader) {
        static Words of(Map<Dimension, Set<String>> learnt) {
            Vocabulary vocabulary = Vocabulary.builtIn().with(learnt);
            return new Words(learnt, new Analysis(vocabulary), new QueryReader(vocabulary));
        }
    }
}
