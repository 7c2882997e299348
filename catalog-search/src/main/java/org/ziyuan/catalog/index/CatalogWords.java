package org.ziyuan.catalog.index;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.QueryReader;
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
            Vocabulary vocabulary = Vocabulary.of(terms);
            return new Made(
                    terms,
                    new Analysis(vocabulary),
                    new QueryReader(vocabulary),
                    IndexLayout.version(Vocabulary.version(terms)));
        }
    }
}
