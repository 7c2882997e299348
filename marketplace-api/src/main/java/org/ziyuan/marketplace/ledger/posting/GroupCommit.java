package org.ziyuan.marketplace.ledger.posting;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * Gathers postings that stand alone and commits many in one transaction, each with its own answer.
 *
 * <p>On a hot line those who wait for its lock cost more than the work does, and every commit waits for the disk. So a
 * lane has one transaction under way at a time; what comes meanwhile gathers and goes together next. What is drawn on
 * one budget line goes through one lane, so the order in which it was asked for is the order in which it is posted.
 *
 * <p>A refused posting is an answer and fails no neighbour. When the transaction itself fails, each of its postings is
 * tried alone. When the database is away it is asked again: ids are chosen by the caller, so asking twice posts once.
 */
@Component
class GroupCommit {

    private final List<Lane> lanes;

    GroupCommit(PostJournals journals, LedgerSettings settings) {
        this.lanes = Stream.generate(() -> new Lane(journals, settings))
                .limit(settings.lanes())
                .toList();
    }

    /**
     * The answer for this journal, when its transaction has committed.
     *
     * @throws Refusal {@code ledger-busy} when too many wait already; {@code ledger-unavailable} when the database stays
     *     away: then nobody knows yet whether it was posted, and asking again with the same id tells
     */
    Mono<PostingAnswer> post(Journal journal) {
        return lanes.get(Math.floorMod(journal.firstAccount().hashCode(), lanes.size()))
                .post(journal);
    }
}
