package org.ziyuan.catalog.index;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.catalog.analysis.Spelled;
import org.ziyuan.catalog.analysis.Vocabulary;
import org.ziyuan.marketplace.vocabulary.FacetTerm;

/** The vocabulary, and the readings made with it; making one takes a while, so there is one for all until a word is added. */
@Component
public class CatalogWords {

    private volatile Made made = Made.of(FacetTerm.all());

    public Analysis analysis() {
        return now().analysis();
    }

    public QueryReader reader() {
        return now().reader();
    }

    /** Changes with everything that decides which tokens a listing gets; an index of another version is rebuilt. */
    String version() {
        return now().version();
    }

    /** The vocabulary with the terms that this node knows now. */
    public static Vocabulary vocabulary() {
        return Vocabulary.of(spelled(FacetTerm.all()));
    }

    private static List<Spelled> spelled(List<FacetTerm> terms) {
        return terms.stream()
                .map(term -> new Spelled(term.facet().key(), term.value(), term.aliases()))
                .toList();
    }

    private Made now() {
        List<FacetTerm> terms = FacetTerm.all();
        Made last = made;
        return last.terms() == terms ? last : again(terms);
    }

    private synchronized Made again(List<FacetTerm> terms) {
        if (made.terms() != terms) {
            made = Made.of(terms);
        }
        return made;
    }

    private record Made(List<FacetTerm> terms, Analysis analysis, QueryReader reader, String version) {

        static Made of(List<FacetTerm> terms) {
            List<Spelled> spelled = spelled(terms);
            Vocabulary vocabulary = Vocabulary.of(spelled);
            return new Made(
                    terms,
                    new Analysis(vocabulary),
                    new QueryReader(vocabulary),
                    IndexLayout.version(Vocabulary.version(spelled)));
        }
    }
}
