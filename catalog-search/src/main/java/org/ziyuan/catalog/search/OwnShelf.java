package org.ziyuan.catalog.search;

import java.util.Set;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.index.CatalogListing;

/**
 * What a school looks for first.
 *
 * @param stages whose listings, and those of no stage, come before all others; none ranks all stages alike
 * @param editions what its region takes, each as {@link #work} names it
 */
public record OwnShelf(Set<String> stages, Set<String> editions) {

    public static final OwnShelf NONE = new OwnShelf(Set.of(), Set.of());

    public OwnShelf {
        stages = Set.copyOf(stages);
        editions = Set.copyOf(editions);
    }

    public static OwnShelf ofStages(Set<String> stages) {
        return new OwnShelf(stages, Set.of());
    }

    /** Whether a listing is of an edition that the region takes. */
    public boolean takes(CatalogListing listing) {
        String edition = listing.edition();
        return edition != null
                && editions.contains(work(
                        String.valueOf(listing.stage()),
                        String.valueOf(listing.subject()),
                        Dimension.EDITION.choice(edition)));
    }

    /** The edition of a subject for a stage, as one word; the listing has the same in the index. */
    public static String work(String stage, String subject, String edition) {
        return stage + "|" + subject + "|" + edition;
    }
}
