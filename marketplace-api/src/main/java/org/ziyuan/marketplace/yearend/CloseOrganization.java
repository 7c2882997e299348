package org.ziyuan.marketplace.yearend;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ledger.YearEnd;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * Closes the books of one organization for a year, a bounded number of postings per transaction.
 *
 * <ol>
 *   <li>open requisitions come to their end and give back what they hold;
 *   <li>the books are closed: from here on nothing but the year end moves money in them;
 *   <li>contracts are carried with what they still promise, retain or owe;
 *   <li>what is unspent is carried, or lapses after two years.
 * </ol>
 *
 * <p>What is left to do is seen from the balances alone, so it goes on after any interruption where it stopped.
 */
@Component
class CloseOrganization {

    private final DatabaseClient database;
    private final YearEnd yearEnd;
    private final ReleaseReservations reservations;
    private final CarryForward forward;

    CloseOrganization(
            DatabaseClient database, YearEnd yearEnd, ReleaseReservations reservations, CarryForward forward) {
        this.database = database;
        this.yearEnd = yearEnd;
        this.reservations = reservations;
        this.forward = forward;
    }

    /** Does one chunk in the transaction that is under way. @return whether the organization is done */
    Mono<Boolean> advance(YearEndRun run, UUID organizationId) {
        return reservations
                .some(run, organizationId)
                .flatMap(full -> full
                        ? Mono.just(false)
                        : closeBooks(run, organizationId)
                                .then(Mono.defer(() -> forward.contracts(run, organizationId)))
                                .flatMap(more -> more ? Mono.just(false) : forward.balances(run, organizationId)));
    }

    /** Under the lock of the close nothing may have come in between; if it has, all of this is tried again. */
    private Mono<Void> closeBooks(YearEndRun run, UUID organizationId) {
        return yearEnd.close(List.of(organizationId), run.fiscalYear(), run.actor())
                .filter(closed -> closed == 1)
                .flatMap(closed -> database.sql("""
                                select coalesce(sum(a.debits_pending), 0)::bigint as under_way,
                                       count(*) filter (where a.debits_pending > 0) as payments,
                                       count(*) filter (where a.code = 'B210' and a.credits_posted > a.debits_posted) as open
                                  from account a join budget_line b on b.id = a.budget_line_id
                                 where b.organization_id = :organization and b.fiscal_year = :year
                                """)
                        .bind("organization", organizationId)
                        .bind("year", run.fiscalYear())
                        .map(CloseOrganization::obstacle)
                        .one())
                .flatMap(obstacle -> obstacle.isEmpty() ? Mono.empty() : Mono.error(obstacle.get(0)));
    }

    private static List<Refusal> obstacle(Readable row) {
        long payments = read(row, "payments", Long.class);
        if (payments > 0) {
            long underWay = read(row, "under_way", Long.class);
            return List.of(CloseFindings.counted("year-end-payments-under-way", payments, underWay));
        }
        return read(row, "open", Long.class) > 0 ? List.of(Refusal.of(Refusal.Kind.UNAVAILABLE, "busy")) : List.of();
    }
}
