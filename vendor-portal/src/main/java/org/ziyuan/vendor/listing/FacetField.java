package org.ziyuan.vendor.listing;

import java.util.List;
import java.util.stream.Stream;
import org.ziyuan.marketplace.listing.VendorListings.Draft;
import org.ziyuan.marketplace.vocabulary.Facet;
import org.ziyuan.marketplace.vocabulary.FacetTerm;

/**
 * A facet as the form of a draft offers it.
 *
 * @param value what the draft says now; of an edition the name alone
 */
record FacetField(Facet facet, String value) {

    static List<FacetField> of(Draft draft) {
        return Stream.of(Facet.values())
                .map(facet -> new FacetField(facet, value(facet, draft)))
                .toList();
    }

    public String key() {
        return facet.key();
    }

    public List<FacetTerm> terms() {
        return facet.terms();
    }

    /** Whether the draft has a value that is no longer a term; it is shown and not lost. */
    public boolean isStrange(String chosen) {
        return !chosen.isEmpty() && !facet.has(chosen);
    }

    private static String value(Facet facet, Draft draft) {
        return switch (facet) {
            case STAGE -> draft.stage();
            case SUBJECT -> draft.subject();
            case EDITION -> Facet.beforeBrackets(draft.edition());
            case GRADE -> draft.grade();
            case VOLUME -> draft.volume();
        };
    }
}
