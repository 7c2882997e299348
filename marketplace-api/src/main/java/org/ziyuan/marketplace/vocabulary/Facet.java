package org.ziyuan.marketplace.vocabulary;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.refusal.Refusal;

/** A property by which a resource for schools is found; its values are terms of the vocabulary and nothing else. */
public enum Facet {
    STAGE,
    SUBJECT,
    EDITION,
    GRADE,
    VOLUME;

    /** The name in forms, files and addresses. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** With which the codes of its terms begin. */
    String letter() {
        return terms().get(0).code().substring(0, 1);
    }

    /** Its terms in the order in which people choose among them. */
    public List<FacetTerm> terms() {
        return KnownTerms.now().of(this);
    }

    /**
     * The value that is meant, whether by its name, its code or another way to write it; null where nothing is written. What
     * stands in brackets behind an edition is kept.
     *
     * @throws Refusal {@code facet-unknown} with the field and what was written
     */
    public @Nullable String read(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        String name = this == EDITION ? beforeBrackets(written) : written;
        FacetTerm term = KnownTerms.now().written(this, name);
        if (term == null) {
            throw Refusal.invalid("facet-unknown").with("field", key()).with("value", Plain.shown(written.strip()));
        }
        String behind = written.substring(name.length()).strip();
        return behind.isEmpty() || written.strip().equals(name.strip())
                ? term.value()
                : term.value() + behind.replace('(', '（').replace(')', '）');
    }

    /** The name of an edition without what stands in brackets behind it. */
    public static String beforeBrackets(String edition) {
        int bracket = edition.replace('(', '（').indexOf('（');
        return bracket > 0 ? edition.substring(0, bracket) : edition;
    }

    /** What stands in brackets behind the name of an edition, without the outermost of them. */
    public static String inBrackets(String edition) {
        String behind = edition.substring(beforeBrackets(edition).length()).strip();
        return behind.startsWith("（") && behind.endsWith("）") ? behind.substring(1, behind.length() - 1) : behind;
    }

    /** The name of an edition with what a vendor says of it in brackets, if he says anything. */
    public static String edition(String name, String said) {
        return name.isBlank() || said.isBlank() ? name : name + "（" + said.strip() + "）";
    }

    /** Whether the value is one of its terms, as a form asks before it shows one that is not. */
    public boolean has(String value) {
        return terms().stream().anyMatch(term -> term.value().equals(value));
    }
}
