package org.ziyuan.catalog.index;

import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.QueryReader;
import org.ziyuan.catalog.analysis.Vocabulary;

/** The vocabulary, and the readings made with it; making one takes a while, so there is one for all. */
@Component
public class CatalogWords {

    private final Analysis analysis = new Analysis(Vocabulary.builtIn());
    private final QueryReader reader = new QueryReader(analysis.vocabulary());

    public Analysis analysis() {
        return analysis;
    }

    public QueryReader reader() {
        return reader;
    }
}
