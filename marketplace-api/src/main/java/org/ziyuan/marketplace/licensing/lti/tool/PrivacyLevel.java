package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.Locale;

/** What a tool is told about the person who opens it. */
public enum PrivacyLevel {
    /** Nothing at all: not even a pseudonym. */
    NONE,
    /** A pseudonym that no other tool knows. */
    PSEUDONYMOUS,
    /** The pseudonym and the name; of pupils the pseudonym alone. */
    NAME,
    /** The pseudonym, the name, and the name in its parts. */
    FULL;

    static PrivacyLevel ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
