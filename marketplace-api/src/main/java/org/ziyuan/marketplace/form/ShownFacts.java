package org.ziyuan.marketplace.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.problem.RefusalSentences;

/**
 * What a page showed of a document, fact by fact. What is otherwise now can so be said in words, and nothing has to be
 * kept for pages that are never sent. Whoever forges them cheats nobody but himself: he could as well have opened the
 * page anew.
 */
record ShownFacts(String document, UUID id, Map<String, String> facts) {

    private static final String OF = ":of";

    /** A longer text is known by its beginning and its digest. */
    private static final int LONGEST = 400;

    private static final int BEGINNING = 60;
    private static final String DIGEST = "…#";
    private static final int LONGEST_FIELD = 40_000;

    static ShownFacts of(String document, UUID id, Map<String, @Nullable Object> facts) {
        Map<String, String> written = new LinkedHashMap<>();
        facts.forEach((name, value) -> written.put(name, bounded(text(value))));
        return new ShownFacts(document, id, written);
    }

    /** What the field holds; null when it was not sent or is about something else. */
    static @Nullable ShownFacts read(String document, UUID id, @Nullable String field) {
        if (field == null || field.length() > LONGEST_FIELD) {
            return null;
        }
        Map<String, String> facts = Texts.of(field);
        String of = facts.remove(OF);
        return (document + " " + id).equals(of) ? new ShownFacts(document, id, facts) : null;
    }

    String field() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(OF, document + " " + id);
        all.putAll(facts);
        return Texts.line(all);
    }

    String tag() {
        return "\"" + Sha256.hex(field()) + "\"";
    }

    /** What is otherwise now, in the order of the page. */
    List<Map<String, String>> differences(ShownFacts now) {
        Set<String> names = new LinkedHashSet<>(now.facts.keySet());
        names.addAll(facts.keySet());
        List<Map<String, String>> differences = new ArrayList<>();
        for (String name : names) {
            String was = facts.getOrDefault(name, "");
            String is = now.facts.getOrDefault(name, "");
            if (!was.equals(is)) {
                differences.add(Map.of("fact", name, "was", readable(was), "now", readable(is)));
            }
        }
        return differences;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Money amount) {
            return RefusalSentences.yuan(amount);
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(ShownFacts::text).collect(Collectors.joining("；"));
        }
        return value == null ? "" : String.valueOf(value);
    }

    /** Ends a long text in its digest, so that a vendor cannot hand in one text and have another published. */
    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, BEGINNING) + DIGEST + Sha256.hex(text);
    }

    private static String readable(String written) {
        int cut = written.lastIndexOf(DIGEST);
        return cut == BEGINNING ? written.substring(0, cut + 1) : written;
    }
}
