package org.ziyuan.marketplace.yearend;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.EndsWithTheYear;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.YearEnd;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends the open requisitions of a year, which give back what they hold. */
@Component
class ReleaseReservations {

    private final DatabaseClient database;
    private final YearEnd yearEnd;
    private final List<EndsWithTheYear> documents;

    ReleaseReservations(DatabaseClient database, YearEnd yearEnd, List<EndsWithTheYear> documents) {
        this.database = database;
        this.yearEnd = yearEnd;
        this.documents = List.copyOf(documents);
    }

    /** @return whether more may be left */
    Mono<Boolean> some(YearEndRun run, UUID organizationId) {
        return Held.under(database, run, organizationId, CarryForward.CHUNK, "'B210'")
                .flatMap(open -> open.isEmpty() || run.releaseOpen()
                        ? Flux.fromIterable(open)
                                .concatMap(one -> release(run, one))
                                .then(Mono.just(open.size() == CarryForward.CHUNK))
                        : Mono.error(CloseFindings.counted(
                                "year-end-requisitions-open",
                                open.size(),
                                open.stream().mapToLong(Held::fen).sum())));
    }

    /** The document ends and its reservation goes in one; a reservation without a document just goes. */
    private Mono<Void> release(YearEndRun run, Held open) {
        Actor by = run.actor();
        Mono<Void> release = yearEnd.releaseRequisition(run.id(), open.documentId(), open.lineId(), by);
        return Flux.fromIterable(documents)
                .concatMap(kind -> kind.end(open.documentId(), run.fiscalYear(), by, release))
                .reduce(Boolean::logicalOr)
                .defaultIfEmpty(false)
                .flatMap(ended -> ended ? Mono.empty() : release);
    }
}
