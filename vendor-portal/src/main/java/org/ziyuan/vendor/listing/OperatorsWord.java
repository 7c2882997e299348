package org.ziyuan.vendor.listing;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Why the operator gave a listing back or stopped its sale, in the words he wrote for its vendor. */
@Component
class OperatorsWord {

    private final DatabaseClient database;

    OperatorsWord(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What was said with the listing's last change of state.
     *
     * @param state the state it came into: {@code draft}, {@code suspended}, or {@code revision-drafted} for a revision
     */
    record Word(String state, String reason, OffsetDateTime at) {}

    /** Empty once the vendor has handed it over again, or the sale goes on. Only for the listing's own vendor. */
    Mono<Word> on(UUID listing) {
        return last(listing, true);
    }

    /** The same of the listing itself, whatever becomes of revisions beside it. */
    Mono<Word> onTheListing(UUID listing) {
        return last(listing, false);
    }

    private Mono<Word> last(UUID listing, boolean revisionsToo) {
        return database.sql("""
                        select substr(action, length('listing.') + 1) as state, coalesce(detail ->> 'reason', '') as reason, at
                          from audit_entry where subject_id = :listing and subject_type = 'listing'
                           and (:revisions or not starts_with(action, 'listing.revision-'))
                         order by at desc, seq desc limit 1
                        """)
                .bind("listing", listing)
                .bind("revisions", revisionsToo)
                .map(Rows.as(Word.class))
                .one()
                .filter(word -> !word.reason().isEmpty());
    }
}
