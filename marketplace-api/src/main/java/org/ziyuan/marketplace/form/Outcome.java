package org.ziyuan.marketplace.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * What a form's act came to: a sentence shown once on the page that follows, whether it was done or refused. What was
 * typed into a refused form is shown there again, with the sentence beside the field it is about.
 */
@Component
public class Outcome {

    private final RefusalSentences sentences;
    private final MessageSource words;
    private final AsShown asShown;

    Outcome(RefusalSentences sentences, MessageSource words, AsShown asShown) {
        this.sentences = sentences;
        this.words = words;
        this.asShown = asShown;
    }

    /**
     * Performs the act and answers the redirect to the page that shows what came of it.
     *
     * @param act an amount or a number it answers stands in the sentence for success as {@code {0}}
     * @param done the message key of the sentence for success
     * @param page the address to show next, from the root
     * @return the redirect; a refusal that something does not exist stays an error, because no page could show it
     */
    public Mono<String> of(Mono<?> act, String done, String page, WebSession session, Locale locale) {
        return new Keeping(new LinkedMultiValueMap<>(), Map.of(), whatever -> whatever, null)
                .of(act, done, page, session, locale);
    }

    /**
     * The same for a form into which something was typed.
     *
     * @param form the fields as they were sent
     * @param fieldOf refusal code to the name of the field that it is about
     */
    public Keeping keeping(MultiValueMap<String, String> form, Map<String, String> fieldOf) {
        return new Keeping(form, fieldOf, act -> act, null);
    }

    /** The same for a form into which nothing is typed, about something that can change: {@link Keeping#asShown}. */
    public Keeping asShown(String document, UUID id, MultiValueMap<String, String> sent) {
        return keeping(sent, Map.of()).asShown(document, id, sent);
    }

    /** An outcome that remembers what was typed when the act is refused. */
    public final class Keeping {

        private final MultiValueMap<String, String> form;
        private final Map<String, String> fieldOf;
        private final UnaryOperator<Mono<?>> guard;
        private final @Nullable String back;

        private Keeping(
                MultiValueMap<String, String> form,
                Map<String, String> fieldOf,
                UnaryOperator<Mono<?>> guard,
                @Nullable String back) {
            this.form = form;
            this.fieldOf = fieldOf;
            this.guard = guard;
            this.back = back;
        }

        /** The same for a form whose page is gone when it is done: refused, it is shown again at this address. */
        public Keeping refusedAt(String page) {
            return new Keeping(form, fieldOf, guard, page);
        }

        /**
         * The same for a form on a page about something that can change. The act is refused unless it still is what the
         * page showed, and what is otherwise now is said on the page that follows.
         *
         * @param document the name of a {@link ShownDocument}
         * @param sent the form as it was sent, with the hidden field
         */
        public Keeping asShown(String document, UUID id, MultiValueMap<String, String> sent) {
            String field = sent.getFirst(AsShown.FIELD);
            return new Keeping(form, fieldOf, act -> asShown.command(document, id, field, act), back);
        }

        /** As {@link Outcome#of}. */
        public Mono<String> of(Mono<?> act, String done, String page, WebSession session, Locale locale) {
            Mono<String> sentence = act.map(came -> said(done, came, locale))
                    .switchIfEmpty(Mono.fromSupplier(() -> said(done, null, locale)));
            return answered(sentence, page, session, locale);
        }

        /**
         * The same for an act that may come to different ends.
         *
         * @param done the message key for what it came to
         * @param figure the amount in that sentence
         */
        public <T> Mono<String> of(
                Mono<T> act,
                Function<T, String> done,
                Function<T, Money> figure,
                String page,
                WebSession session,
                Locale locale) {
            return answered(act.map(came -> said(done.apply(came), figure.apply(came), locale)), page, session, locale);
        }

        private Mono<String> answered(Mono<String> act, String page, WebSession session, Locale locale) {
            return guard.apply(act)
                    .cast(String.class)
                    .doOnNext(sentence -> Flash.good(sentence).keepIn(session))
                    .thenReturn("redirect:" + page)
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.kind() == Refusal.Kind.NOT_FOUND
                                    ? Mono.error(refusal)
                                    : Mono.fromSupplier(() ->
                                            refused(refusal, Objects.requireNonNullElse(back, page), session, locale)));
        }

        private String refused(Refusal refusal, String page, WebSession session, Locale locale) {
            String sentence = sentences.of(refusal, locale);
            String field = fieldOf(refusal);
            List<String> changes = changes(refusal, locale);
            Map<String, String> typed = new LinkedHashMap<>(form.toSingleValueMap());
            typed.keySet().removeAll(KeptForm.NEVER);
            if (field.isEmpty()) {
                Flash.bad(sentence).keepIn(session);
            }
            if (!typed.isEmpty() || !changes.isEmpty()) {
                new KeptForm(page.replaceFirst("[?#].*", ""), typed, field, sentence, changes).keepIn(session);
            }
            return "redirect:" + page;
        }

        /** The field the feature's list names, or the one the refusal itself names; it must have been in the form. */
        private String fieldOf(Refusal refusal) {
            Object named = refusal.values().get("field");
            String field = fieldOf.getOrDefault(refusal.code(), named == null ? "" : named.toString());
            return form.containsKey(field) ? field : "";
        }
    }

    /** What was shown and what is, a sentence for each fact that is otherwise now. */
    private List<String> changes(Refusal refusal, Locale locale) {
        if (!(refusal.values().get("differences") instanceof List<?> differences)) {
            return List.of();
        }
        if (differences.isEmpty()) {
            return List.of(words.getMessage("shown.unknown", null, locale));
        }
        String document = String.valueOf(refusal.values().get("document"));
        return differences.stream()
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .map(one -> change(document, one, locale))
                .toList();
    }

    private String change(String document, Map<?, ?> difference, Locale locale) {
        String fact = String.valueOf(difference.get("fact"));
        String was = value(document, fact, difference.get("was"), locale);
        String now = value(document, fact, difference.get("now"), locale);
        String name = words.getMessage("shown." + document + "." + fact, null, locale);
        return was.equals(now)
                ? words.getMessage("shown.rewritten", new Object[] {name}, locale)
                : words.getMessage("shown.was", new Object[] {name, was, now}, locale);
    }

    private String value(String document, String fact, @Nullable Object value, Locale locale) {
        String text = String.valueOf(value);
        if (text.isEmpty()) {
            return words.getMessage("shown.nothing", null, locale);
        }
        String state = words.getMessage("state." + document + "." + text, null, text, locale);
        return fact.equals("state") && state != null ? state : text;
    }

    private String said(String done, @Nullable Object came, Locale locale) {
        return words.getMessage(done, figures(came), locale);
    }

    private static Object @Nullable [] figures(@Nullable Object came) {
        if (came instanceof Money amount) {
            return new Object[] {RefusalSentences.yuan(amount)};
        }
        return came instanceof Number number ? new Object[] {number} : null;
    }
}
