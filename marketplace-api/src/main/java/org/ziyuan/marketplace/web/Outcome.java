package org.ziyuan.marketplace.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * What a form's act came to: a sentence shown once on the page that follows, whether it was done or refused. What was
 * typed into a refused form is shown there again, with the sentence beside the field it is about.
 */
@Component
public class Outcome {

    /** Never shown again: the token that proves where the form came from. */
    private static final String TOKEN = "_csrf";

    private final RefusalSentences sentences;
    private final MessageSource words;

    Outcome(RefusalSentences sentences, MessageSource words) {
        this.sentences = sentences;
        this.words = words;
    }

    /**
     * Performs the act and answers the redirect to the page that shows what came of it.
     *
     * @param act an amount it answers stands in the sentence for success as {@code {0}}
     * @param done the message key of the sentence for success
     * @param page the address to show next, from the root
     * @return the redirect; a refusal that something does not exist stays an error, because no page could show it
     */
    public Mono<String> of(Mono<?> act, String done, String page, WebSession session, Locale locale) {
        return new Keeping(Map.of(), Map.of()).of(act, done, page, session, locale);
    }

    /**
     * The same for a form into which something was typed.
     *
     * @param form the fields as they were sent
     * @param fieldOf refusal code to the name of the field that it is about
     */
    public Keeping keeping(MultiValueMap<String, String> form, Map<String, String> fieldOf) {
        Map<String, String> typed = new LinkedHashMap<>(form.toSingleValueMap());
        typed.remove(TOKEN);
        return new Keeping(typed, fieldOf);
    }

    /** An outcome that remembers what was typed when the act is refused. */
    public final class Keeping {

        private final Map<String, String> typed;
        private final Map<String, String> fieldOf;

        private Keeping(Map<String, String> typed, Map<String, String> fieldOf) {
            this.typed = typed;
            this.fieldOf = fieldOf;
        }

        /** As {@link Outcome#of}. */
        public Mono<String> of(Mono<?> act, String done, String page, WebSession session, Locale locale) {
            return act.map(came -> said(done, came, locale))
                    .switchIfEmpty(Mono.fromSupplier(() -> said(done, null, locale)))
                    .doOnNext(sentence -> Flash.good(sentence).keepIn(session))
                    .thenReturn("redirect:" + page)
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.kind() == Refusal.Kind.NOT_FOUND
                                    ? Mono.error(refusal)
                                    : Mono.fromSupplier(() -> refused(refusal, page, session, locale)));
        }

        private String refused(Refusal refusal, String page, WebSession session, Locale locale) {
            String sentence = sentences.of(refusal, locale);
            String field = fieldOf(refusal);
            if (field.isEmpty()) {
                Flash.bad(sentence).keepIn(session);
            }
            if (!typed.isEmpty()) {
                new KeptForm(page, typed, field, sentence).keepIn(session);
            }
            return "redirect:" + page;
        }

        /** The field the feature's list names, or the one the refusal itself names; it must have been in the form. */
        private String fieldOf(Refusal refusal) {
            Object named = refusal.values().get("field");
            String field = fieldOf.getOrDefault(refusal.code(), named == null ? "" : named.toString());
            return typed.containsKey(field) ? field : "";
        }
    }

    private String said(String done, @Nullable Object came, Locale locale) {
        Object[] figures = came instanceof Money amount ? new Object[] {RefusalSentences.yuan(amount)} : null;
        return words.getMessage(done, figures, locale);
    }
}
