package org.ziyuan.marketplace.funding;

import java.util.UUID;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Mono;

/**
 * Who keeps documents for which money is reserved. When a year is closed, an open one comes to its end in the same
 * transaction in which its reservation is released, so that no document ever says other than the ledger.
 */
public interface EndsWithTheYear {

    /**
     * Ends the document, if it is one of these. Its row is locked first, then the money is released, then the rest.
     *
     * @param release releases what the document holds; to be run once, after the row is locked
     * @return true when the document was known here and {@code release} has run; false, and nothing done, otherwise
     */
    Mono<Boolean> end(UUID documentId, int fiscalYear, Actor by, Mono<Void> release);
}
