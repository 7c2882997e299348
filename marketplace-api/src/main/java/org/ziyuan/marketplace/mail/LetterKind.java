package org.ziyuan.marketplace.mail;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** A feature that writes letters of one kind. What lies in the outbox names a letter; its words are written when it is sent. */
public interface LetterKind {

    /** One word, such as {@code invitation}. */
    String name();

    /**
     * Writes the letter; a second time it is another one, and codes of the first are worthless. Empty when it is not wanted any more.
     *
     * @param about what it is about, as it was when the letter was wanted
     * @param verified whether who reads mail there is known to be the person
     */
    Mono<Letter> write(UUID about, boolean verified);
}
