package org.ziyuan.marketplace.adoption;

import java.time.LocalDate;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.vocabulary.Facet;

/**
 * An edition that a region takes.
 *
 * @param region the six digits of its code
 * @param edition the name without what stands in brackets behind it; empty where none is taken any more
 * @param holdsFrom the first day, in Beijing
 */
public record Adoption(String region, String stage, String subject, String edition, LocalDate holdsFrom) {

    /** What is written where no edition is taken any more; an empty cell is a slip. */
    public static final String NONE = "无";

    /**
     * As somebody wrote it: each by its name, its code or another way to write it.
     *
     * @throws Refusal {@code facet-unknown} with the field, {@code field-missing}
     */
    public static Adoption of(String region, String stage, String subject, String edition, LocalDate holdsFrom) {
        return new Adoption(
                region.strip(),
                needed(Facet.STAGE, stage),
                needed(Facet.SUBJECT, subject),
                edition.strip().equals(NONE) ? "" : Facet.beforeBrackets(needed(Facet.EDITION, edition)),
                holdsFrom);
    }

    private static String needed(Facet facet, String written) {
        String value = facet.read(written);
        if (value == null) {
            throw Refusal.invalid("field-missing").with("field", facet.key());
        }
        return value;
    }
}
