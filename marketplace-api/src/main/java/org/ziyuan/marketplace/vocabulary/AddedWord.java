package org.ziyuan.marketplace.vocabulary;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A word that the operator added to the vocabulary, or took back.
 *
 * @param code of the term; empty where the word is another spelling of one that was there
 * @param value the term that is meant
 * @param written the word: the value itself where a term was added
 * @param withdrawn whether the word was taken back
 * @param current whether nothing was said of the word since
 */
public record AddedWord(
        UUID id,
        Facet facet,
        String code,
        String value,
        String written,
        boolean withdrawn,
        boolean current,
        String reason,
        String saidByName,
        OffsetDateTime saidAt) {

    /** Whether it can be taken back. */
    public boolean isStanding() {
        return current && !withdrawn;
    }

    /** Whether it is a term and no other spelling of one. */
    public boolean isTerm() {
        return value.equals(written);
    }
}
