package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.Bucket.ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.CARRIED_FORWARD;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.LAPSED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RESERVED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RETAINED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SOURCE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.UNRELEASED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.YEAR_END_BALANCE_CARRIED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.YEAR_END_BALANCE_LAPSED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.YEAR_END_ENCUMBRANCE_CARRIED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.YEAR_END_REQUISITION_RELEASED;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.AccountName;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerEvent;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * Ends a fiscal year, which is the calendar year (预算法 18). What is open is released or carried, what is unspent is
 * carried or lapses after two years unused (预算法 42), and the books are closed.
 *
 * <p>Each act names the close it belongs to, so that a close that was interrupted goes on where it stopped, and the same
 * act after a reopening is another one. All of it may touch a closed year; nothing else may.
 */
@Component
public class YearEnd {

    private final Ledger ledger;
    private final DatabaseClient database;

    YearEnd(Ledger ledger, DatabaseClient database) {
        this.ledger = ledger;
        this.database = database;
    }

    /** What an open requisition still holds is available again before the year ends; nothing held, nothing done. */
    public Mono<Void> releaseRequisition(UUID closeId, UUID requisitionId, UUID budgetLineId, Actor by) {
        return ledger.post(about(YEAR_END_REQUISITION_RELEASED, closeId, Ids.derived(requisitionId, budgetLineId), by)
                .moveWhatIsLeft()
                .from(RESERVED.of(budgetLineId, requisitionId))
                .to(AVAILABLE.of(budgetLineId)));
    }

    /** What a contract still promises, retains or owes goes with it into the line of the next year. */
    public Mono<Void> carryContract(UUID closeId, UUID contractId, UUID budgetLineId, UUID nextLineId, Actor by) {
        AccountName carried = CARRIED_FORWARD.of(budgetLineId);
        AccountName source = SOURCE.of(nextLineId);
        return ledger.post(about(YEAR_END_ENCUMBRANCE_CARRIED, closeId, Ids.derived(contractId, budgetLineId), by)
                .moveWhatIsLeft()
                .from(ENCUMBERED.of(budgetLineId, contractId))
                .to(carried)
                .moveTheSame()
                .from(source)
                .to(ENCUMBERED.of(nextLineId, contractId))
                .moveWhatIsLeft()
                .from(RETAINED.of(budgetLineId, contractId))
                .to(carried)
                .moveTheSame()
                .from(source)
                .to(RETAINED.of(nextLineId, contractId))
                .moveWhatIsLeft()
                .from(ACCEPTED.of(budgetLineId, contractId))
                .to(carried)
                .moveTheSame()
                .from(source)
                .to(ACCEPTED.of(nextLineId, contractId)));
    }

    /** What is unspent goes into the next year's line for carried money, released or not as it was. */
    public Mono<Void> carryBalance(UUID closeId, UUID budgetLineId, UUID nextLineId, Actor by) {
        AccountName carried = CARRIED_FORWARD.of(budgetLineId);
        AccountName source = SOURCE.of(nextLineId);
        return ledger.post(about(YEAR_END_BALANCE_CARRIED, closeId, budgetLineId, by)
                .moveWhatIsLeft()
                .from(AVAILABLE.of(budgetLineId))
                .to(carried)
                .moveTheSame()
                .from(source)
                .to(AVAILABLE.of(nextLineId))
                .moveWhatIsLeft()
                .from(UNRELEASED.of(budgetLineId))
                .to(carried)
                .moveTheSame()
                .from(source)
                .to(UNRELEASED.of(nextLineId)));
    }

    /** What has been unspent for two years is returned (预算法 42). */
    public Mono<Void> lapse(UUID closeId, UUID budgetLineId, Actor by) {
        return ledger.post(about(YEAR_END_BALANCE_LAPSED, closeId, budgetLineId, by)
                .moveWhatIsLeft()
                .from(AVAILABLE.of(budgetLineId))
                .to(LAPSED.of(budgetLineId))
                .moveWhatIsLeft()
                .from(UNRELEASED.of(budgetLineId))
                .to(LAPSED.of(budgetLineId)));
    }

    /**
     * Closes the books of a year for these organizations: from the commit on, every other posting is refused.
     *
     * @return how many were closed; those that are closed already are not counted
     */
    public Mono<Integer> close(Collection<UUID> organizationIds, int fiscalYear, Actor by) {
        return decide("close_books", organizationIds, fiscalYear, by);
    }

    /**
     * Opens the books of a closed year again; what the close has moved is taken back with {@link Corrections#reopen}.
     *
     * @return how many were opened; those that are open are not counted
     */
    public Mono<Integer> reopen(Collection<UUID> organizationIds, int fiscalYear, Actor by) {
        return decide("reopen_books", organizationIds, fiscalYear, by);
    }

    /** @throws Refusal {@code fiscal-year-closed} when the organization has closed that year */
    public Mono<Void> requireOpen(UUID organizationId, int fiscalYear) {
        return database.sql("""
                        select fiscal_year from closed_year
                         where organization_id = :organization and fiscal_year = :year and reopened_at is null
                        """)
                .bind("organization", organizationId)
                .bind("year", fiscalYear)
                .mapValue(Integer.class)
                .one()
                .flatMap(closed ->
                        Mono.error(() -> Refusal.conflict("fiscal-year-closed").with("fiscalYear", closed)));
    }

    private Mono<Integer> decide(String function, Collection<UUID> organizations, int fiscalYear, Actor by) {
        return database.sql("select " + function + "(:organizations, :year, :who)")
                .bind("organizations", organizations.toArray(UUID[]::new))
                .bind("year", fiscalYear)
                .bind("who", by.displayName())
                .mapValue(Integer.class)
                .one();
    }

    private static Journal.Start about(LedgerEvent event, UUID closeId, UUID subject, Actor by) {
        return Journal.of(event, Ids.derived(event, closeId, subject))
                .about("year-end", closeId)
                .by(by);
    }
}
