package org.ziyuan.marketplace.form;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * Holds a form that was sent to a page, and says what its act came to as {@link Outcome} does. A handler declares one; what
 * is refused while the act is put together, such as a day that is none, is an outcome too.
 */
public final class Posted {

    private final MultiValueMap<String, String> form;
    private final Outcome outcome;
    private final WebSession session;
    private final Locale locale;

    Posted(MultiValueMap<String, String> form, Outcome outcome, WebSession session, Locale locale) {
        this.form = form;
        this.outcome = outcome;
        this.session = session;
        this.locale = locale;
    }

    /** The fields as they were sent. */
    public MultiValueMap<String, String> form() {
        return form;
    }

    /** As {@link Fields#text}. */
    public String text(String name) {
        return Fields.text(form, name);
    }

    /** As {@link Fields#plain}. */
    public String plain(String name) {
        return Fields.plain(form, name);
    }

    /** As {@link Fields#id}. */
    public UUID id(String name) {
        return Fields.id(form, name);
    }

    /** As {@link Outcome#of}: nothing was typed. */
    public Mono<String> of(Supplier<? extends Mono<?>> act, String done, String page) {
        return outcome.of(Mono.defer(act), done, page, session, locale);
    }

    /** Shows what the act answers, or says at this address why it is refused. */
    public Mono<String> leadingTo(Supplier<Mono<String>> act, String page) {
        return Mono.defer(act)
                .onErrorResume(Refusal.class, refusal -> outcome.of(Mono.error(refusal), "", page, session, locale));
    }

    /** As {@link Outcome#keeping}. */
    public Kept keeping(Map<String, String> fieldOf) {
        return new Kept(outcome.keeping(form, fieldOf));
    }

    /** As {@link Outcome#asShown}. */
    public Kept asShown(String document, UUID id) {
        return new Kept(outcome.asShown(document, id, form));
    }

    /** An outcome that remembers what was typed when the act is refused. */
    public final class Kept {

        private final Outcome.Keeping keeping;

        private Kept(Outcome.Keeping keeping) {
            this.keeping = keeping;
        }

        /** As {@link Outcome.Keeping#asShown}. */
        public Kept asShown(String document, UUID id) {
            return new Kept(keeping.asShown(document, id, form));
        }

        /** As {@link Outcome.Keeping#of}. */
        public Mono<String> of(Supplier<? extends Mono<?>> act, String done, String page) {
            return keeping.of(Mono.defer(act), done, page, session, locale);
        }

        /** As {@link Outcome.Keeping#of}, for an act that may come to different ends. */
        public <T> Mono<String> of(
                Supplier<Mono<T>> act, Function<T, String> done, Function<T, Money> figure, String page) {
            return keeping.of(Mono.defer(act), done, figure, page, session, locale);
        }

        /** The same for a form whose page is gone when it is done: refused, it is shown again at this address. */
        public Kept refusedAt(String page) {
            return new Kept(keeping.refusedAt(page));
        }

        /** Shows what the act answers; refused, the form again at this address. */
        public Mono<String> leadingTo(Supplier<Mono<String>> act, String form) {
            return leadingTo(act, form, form);
        }

        /** The same for a form whose address says what it is about. */
        public Mono<String> leadingTo(Supplier<Mono<String>> act, String form, String again) {
            return Mono.defer(act)
                    .onErrorResume(
                            Refusal.class,
                            refusal -> keeping.of(Mono.error(refusal), "", form, session, locale)
                                    .thenReturn("redirect:" + again));
        }
    }
}
