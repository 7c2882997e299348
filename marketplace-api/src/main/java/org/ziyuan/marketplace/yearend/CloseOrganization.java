package org.ziyuan.marketplace.yearend;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.EndsWithTheYear;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.YearEnd;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
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

    /** How many documents or lines one transaction takes. */
    private static final int CHUNK = 200;

    private final DatabaseClient database;
    private final YearEnd yearEnd;
    private final List<EndsWithTheYear> documents;

    CloseOrganization(DatabaseClient database, YearEnd yearEnd, List<EndsWithTheYear> documents) {
        this.database = database;
        this.yearEnd = yearEnd;
        this.documents = List.copyOf(documents);
    }

    /** Does one chunk in the transaction that is under way. @return whether the organization is done */
    Mono<Boolean> advance(YearEndRun run, UUID organizationId) {
        return releaseSome(run, organizationId)
                .flatMap(full -> full
                        ? Mono.just(false)
                        : closeBooks(run, organizationId)
                                .then(Mono.defer(() -> carryContracts(run, organizationId)))
                                .flatMap(more -> more ? Mono.just(false) : endBalances(run, organizationId)));
    }

    private Mono<Boolean> releaseSome(YearEndRun run, UUID organizationId) {
        return held(run, organizationId, "'B210'")
                .flatMap(open -> open.isEmpty() || run.releaseOpen()
                        ? Flux.fromIterable(open)
                                .concatMap(one -> release(run, one))
                                .then(Mono.just(open.size() == CHUNK))
                        : Mono.error(YearEndChecks.counted(
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
            return List.of(YearEndChecks.counted("year-end-payments-under-way", payments, underWay));
        }
        return read(row, "open", Long.class) > 0 ? List.of(Refusal.of(Refusal.Kind.UNAVAILABLE, "busy")) : List.of();
    }

    private Mono<Boolean> carryContracts(YearEndRun run, UUID organizationId) {
        return held(run, organizationId, "'B220', 'B225', 'B230'")
                .flatMap(open -> Flux.fromIterable(open)
                        .concatMap(contract -> nextLine(contract.lineId())
                                .flatMap(next -> yearEnd.carryContract(
                                                run.id(), contract.documentId(), contract.lineId(), next, run.actor())
                                        .then(Mono.defer(() -> remember(run, contract, next)))))
                        .then(Mono.just(open.size() == CHUNK)));
    }

    private Mono<Void> remember(YearEndRun run, Held contract, UUID nextLine) {
        return database.sql("""
                        insert into carried_contract (contract_id, from_line_id, to_line_id, fiscal_year, run_id)
                        values (:contract, :from, :to, :year, :run) on conflict do nothing
                        """)
                .bind("contract", contract.documentId())
                .bind("from", contract.lineId())
                .bind("to", nextLine)
                .bind("year", run.fiscalYear())
                .bind("run", run.id())
                .then();
    }

    /** @return whether nothing is left */
    private Mono<Boolean> endBalances(YearEndRun run, UUID organizationId) {
        return database.sql("""
                        select b.id as line_id, b.carried_years from budget_line b join account a on a.budget_line_id = b.id
                         where b.organization_id = :organization and b.fiscal_year = :year and a.code in ('B110', 'B200')
                           and a.credits_posted > a.debits_posted
                         group by b.id, b.carried_years order by b.id limit :chunk
                        """)
                .bind("organization", organizationId)
                .bind("year", run.fiscalYear())
                .bind("chunk", CHUNK)
                .map(Rows.as(Unspent.class))
                .all()
                .collectList()
                .flatMap(lines -> Flux.fromIterable(lines)
                        .concatMap(line -> endBalance(run, line))
                        .then(Mono.just(lines.size() < CHUNK)));
    }

    private Mono<Void> endBalance(YearEndRun run, Unspent line) {
        return line.carriedYears() >= 2
                ? yearEnd.lapse(run.id(), line.lineId(), run.actor())
                : nextLine(line.lineId())
                        .flatMap(next -> yearEnd.carryBalance(run.id(), line.lineId(), next, run.actor()));
    }

    private Mono<UUID> nextLine(UUID lineId) {
        return database.sql("select next_year_line(:line)")
                .bind("line", lineId)
                .mapValue(UUID.class)
                .one();
    }

    private Mono<List<Held>> held(YearEndRun run, UUID organizationId, String codes) {
        return database.sql("""
                        select a.document_id, a.budget_line_id as line_id, sum(a.credits_posted - a.debits_posted)::bigint as fen
                          from account a join budget_line b on b.id = a.budget_line_id
                         where b.organization_id = :organization and b.fiscal_year = :year and a.credits_posted > a.debits_posted
                           and a.code in (%s)
                         group by 1, 2 order by 1, 2 limit :chunk
                        """.formatted(codes))
                .bind("organization", organizationId)
                .bind("year", run.fiscalYear())
                .bind("chunk", CHUNK)
                .map(Rows.as(Held.class))
                .all()
                .collectList();
    }

    private record Held(UUID documentId, UUID lineId, long fen) {}

    private record Unspent(UUID lineId, int carriedYears) {}
}
