package org.ziyuan.marketplace.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;

/**
 * What a person typed into a form that was refused: kept over the redirect and shown once, so that nothing is typed
 * twice.
 *
 * @param page the address of the page with the form
 * @param typed field name to text
 * @param field the field that the refusal is about; empty when it is about none in particular
 * @param sentence why it was refused, in the reader's language
 */
public record KeptForm(String page, Map<String, String> typed, String field, String sentence) {

    private static final String ATTRIBUTE = "form";

    /** A session is a row of the database: what is longer than any form of ours is not kept. */
    private static final int LONGEST = 60_000;

    private static final String PAGE = ":page";
    private static final String FIELD = ":field";
    private static final String SENTENCE = ":sentence";

    public KeptForm {
        typed = Collections.unmodifiableMap(new LinkedHashMap<>(typed));
    }

    /** Nothing was refused. */
    public static KeptForm nothing() {
        return new KeptForm("", Map.of(), "", "");
    }

    /** What was typed into the field, or what the page would show without it. */
    public @Nullable String of(String name, @Nullable String otherwise) {
        return typed.getOrDefault(name, otherwise);
    }

    /** Whether the refusal is about one of the fields. */
    public boolean blamesAField() {
        return !field.isEmpty();
    }

    void keepIn(WebSession session) {
        StringBuilder text = new StringBuilder();
        append(text, PAGE, page);
        append(text, FIELD, field);
        append(text, SENTENCE, sentence);
        typed.forEach((name, value) -> append(text, name, value));
        if (text.length() <= LONGEST) {
            session.getAttributes().put(ATTRIBUTE, text.toString());
        }
    }

    /** What the request before kept for this page, taken out so that it is shown once. */
    public static KeptForm takeFrom(WebSession session, String page) {
        if (!(session.getAttributes().remove(ATTRIBUTE) instanceof String text)) {
            return nothing();
        }
        Map<String, String> read = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int cut = pair.indexOf('=');
            read.put(decoded(pair.substring(0, cut)), decoded(pair.substring(cut + 1)));
        }
        String its = taken(read, PAGE);
        KeptForm kept = new KeptForm(its, without(read), taken(read, FIELD), taken(read, SENTENCE));
        return its.equals(page) ? kept : nothing();
    }

    private static String taken(Map<String, String> read, String name) {
        return read.getOrDefault(name, "");
    }

    private static Map<String, String> without(Map<String, String> read) {
        Map<String, String> fields = new LinkedHashMap<>(read);
        fields.keySet().removeIf(name -> name.startsWith(":"));
        return fields;
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
