package org.ziyuan.marketplace.yearend;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ledger.YearEnd;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries contracts and unspent money into the next year, or lets money lapse after two years. */
@Component
class CarryForward {

    /** How many documents or lines one transaction takes. */
    static final int CHUNK = 200;

    private final DatabaseClient database;
    private final YearEnd yearEnd;

    CarryForward(DatabaseClient database, YearEnd yearEnd) {
        this.database = database;
        this.yearEnd = yearEnd;
    }

    /** @return whether more may be left */
    Mono<Boolean> contracts(YearEndRun run, UUID organizationId) {
        return Held.under(database, run, organizationId, CHUNK, "'B220', 'B225', 'B230'")
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
    Mono<Boolean> balances(YearEndRun run, UUID organizationId) {
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

    private record Unspent(UUID lineId, int carriedYears) {}
}
