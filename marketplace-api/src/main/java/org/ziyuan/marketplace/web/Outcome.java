package org.ziyuan.marketplace.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** What a form's act came to: a sentence shown once on the page that follows, whether it was done or refused. */
@Component
public class Outcome {

    private final RefusalSentences sentences;
    private final MessageSource words;

    Outcome(RefusalSentences sentences, MessageSource words) {
        this.sentences = sentences;
        this.words = words;
    }

    /**
     * Performs the act and answers the redirect to the page that shows what came of it.
     *
     * @param done the message key of the sentence for success
     * @param page the address to show next, from the root
     * @return the redirect; a refusal that something does not exist stays an error, because no page could show it
     */
    public Mono<String> of(Mono<?> act, String done, String page, WebSession session, Locale locale) {
        return act.then(Mono.fromCallable(() -> Flash.good(words.getMessage(done, null, locale))))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.kind() == Refusal.Kind.NOT_FOUND
                                ? Mono.error(refusal)
                                : Mono.just(Flash.bad(sentences.of(refusal, locale))))
                .doOnNext(flash -> flash.keepIn(session))
                .thenReturn("redirect:" + page);
    }
}
