package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.Locale;
import java.util.stream.Stream;
import org.ziyuan.marketplace.refusal.Refusal;

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

    /** @throws Refusal {@code field-missing} for what is none of these */
    public static PrivacyLevel named(String name) {
        return Stream.of(values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("field-missing").with("field", "privacy"));
    }

    static PrivacyLevel ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
