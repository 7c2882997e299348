package org.ziyuan.marketplace.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.idempotency.OperationId;

/**
 * What a person typed into a form that was refused: kept over the redirect and shown once, so that nothing is typed
 * twice.
 *
 * @param page the address of the page with the form
 * @param typed field name to text
 * @param field the field that the refusal is about; empty when it is about none in particular
 * @param sentence why it was refused, in the reader's language
 * @param changes what is otherwise than the page with the form had shown, a sentence each
 */
public record KeptForm(String page, Map<String, String> typed, String field, String sentence, List<String> changes) {

    private static final String ATTRIBUTE = "form";
    private static final String OWNER = "form-owner";

    /** What proves something, or belongs to the page and not to the person: never kept and never shown again. */
    public static final Set<String> NEVER = Set.of(
            "_csrf",
            "_page",
            AsShown.FIELD,
            OperationId.FIELD,
            "password",
            "old",
            "wanted",
            "again",
            "token",
            "oneTimeCode",
            "presentCode",
            "clientSecret");

    /** A session is a row of the database: what is longer than any form of ours is not kept. */
    private static final int LONGEST = 60_000;

    public KeptForm {
        typed = Collections.unmodifiableMap(new LinkedHashMap<>(typed));
        changes = List.copyOf(changes);
    }

    /** What was typed, and nothing that is otherwise now. */
    public KeptForm(String page, Map<String, String> typed, String field, String sentence) {
        this(page, typed, field, sentence, List.of());
    }

    /** Nothing was refused. */
    public static KeptForm nothing() {
        return new KeptForm("", Map.of(), "", "");
    }

    /** What was typed into the field, or what the page would show without it. */
    public @Nullable String of(String name, @Nullable String otherwise) {
        return typed.getOrDefault(name, otherwise);
    }

    /** Whether the page had shown something that is otherwise now. */
    public boolean isOverChanges() {
        return !changes.isEmpty();
    }

    /** Whether the refusal is about one of the fields. */
    public boolean blamesAField() {
        return !field.isEmpty();
    }

    /** Keeps it over the next request. */
    public void keepIn(WebSession session) {
        String text = KeptFormText.of(this);
        session.getAttributes().remove(OWNER);
        if (text.length() <= LONGEST) {
            session.getAttributes().put(ATTRIBUTE, text);
        }
    }

    /**
     * Keeps it until somebody signs in, and then for this person only.
     *
     * @param organization whom he acted for
     * @param address the page with its query
     */
    public void keepFor(UUID person, UUID organization, String address, WebSession session) {
        keepIn(session);
        session.getAttributes().put(OWNER, person + " " + organization + " " + address);
    }

    /** What waits for this person, who has just signed in; for anybody else it is thrown away. */
    public static @Nullable WaitingForm waitingFor(UUID person, WebSession session) {
        if (!(session.getAttributes().remove(OWNER) instanceof String owner)) {
            return null;
        }
        String[] parts = owner.split(" ", 3);
        if (session.getAttributes().get(ATTRIBUTE) instanceof String text && parts[0].equals(person.toString())) {
            Flash.neutral(KeptFormText.read(text).sentence()).keepIn(session);
            return new WaitingForm(UUID.fromString(parts[1]), parts[2]);
        }
        session.getAttributes().remove(ATTRIBUTE);
        return null;
    }

    /** What the request before kept for this page, taken out so that it is shown once. */
    public static KeptForm takeFrom(WebSession session, String page) {
        if (session.getAttributes().containsKey(OWNER)
                || !(session.getAttributes().remove(ATTRIBUTE) instanceof String text)) {
            return nothing();
        }
        KeptForm kept = KeptFormText.read(text);
        return kept.page().equals(page) ? kept : nothing();
    }
}
