package org.ziyuan.marketplace.listing.sale;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.number;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A vendor says from when until when a listing is sold, until when it is used, and that it is out for a while. */
@Component
public class PlanSale {

    /** Those who hold it learn of the end of its use so many days before. */
    static final int DAYS_BEFORE_THE_END = 90;

    private final DatabaseClient database;
    private final Sales sales;
    private final List<HeldUntil> holders;
    private final AuditLog audit;
    private final MoneyTransactions transactions;
    private final Clock clock;

    PlanSale(
            DatabaseClient database,
            Sales sales,
            List<HeldUntil> holders,
            AuditLog audit,
            MoneyTransactions transactions,
            Clock clock) {
        this.database = database;
        this.sales = sales;
        this.holders = holders;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Puts this in the place of what was planned; the same again changes nothing.
     *
     * @throws Refusal {@code listing-not-found} of another's; what {@link SalePlan} refuses; {@code use-ends-too-soon} before
     *     ninety days from now, and before the rights that were or will be sold have ended
     */
    public Mono<Void> plan(UUID listing, SalePlan wanted, Actor vendor) {
        return Mono.fromCallable(wanted::read)
                .flatMap(plan -> transactions.execute(sales.lock(listing)
                        .then(Mono.defer(() -> sales.of(listing, vendor)))
                        .then(Mono.defer(() -> mustBeUsedLongEnough(listing, plan)))
                        .then(Mono.defer(() -> write(listing, plan, vendor)))
                        .then(Mono.defer(
                                () -> audit.record(vendor, "listing.sale-planned", "listing", listing, said(plan))))));
    }

    private Mono<Void> mustBeUsedLongEnough(UUID listing, SalePlan plan) {
        LocalDate end = plan.usedUntil();
        return end == null
                ? Mono.empty()
                : earliest(listing, plan)
                        .filter(end::isBefore)
                        .flatMap(day -> Mono.error(
                                day.equals(HeldUntil.FOR_EVER)
                                        ? Refusal.conflict("use-never-ends").with("field", "usedUntil")
                                        : Refusal.conflict("use-ends-too-soon")
                                                .with("day", day)
                                                .with("field", "usedUntil")));
    }

    private Mono<LocalDate> earliest(UUID listing, SalePlan plan) {
        return Flux.fromIterable(holders)
                .concatMap(holder -> holder.of(listing))
                .concatWith(lastSold(listing, plan))
                .concatWithValues(LocalDate.now(clock).plusDays(DAYS_BEFORE_THE_END))
                .reduce((one, other) -> one.isAfter(other) ? one : other);
    }

    /** Until when what is bought on the last day of its sale runs. */
    private Mono<LocalDate> lastSold(UUID listing, SalePlan plan) {
        LocalDate lastDay = plan.soldUntil();
        return database.sql("""
                        select coalesce(max(term_months), 0) as longest,
                               coalesce(bool_or(licence_model = 'perpetual'), false) as for_ever
                          from offer where listing_id = :listing and active
                        """)
                .bind("listing", listing)
                .map(row -> flag(row, "for_ever") || lastDay == null
                        ? HeldUntil.FOR_EVER
                        : lastDay.plusMonths(number(row, "longest")))
                .one();
    }

    private Mono<Void> write(UUID listing, SalePlan plan, Actor vendor) {
        return database.sql("""
                        insert into listing_sale as s (listing_id, sold_from, sold_until, used_until, kept_back, said, changed_by)
                        values (:listing, :from, :until, :used, :back, :said, :by)
                        on conflict (listing_id) do update
                           set sold_from = excluded.sold_from, sold_until = excluded.sold_until,
                               used_until = excluded.used_until, kept_back = excluded.kept_back, said = excluded.said,
                               changed_by = excluded.changed_by, changed_at = clock_timestamp()
                        """)
                .bind("listing", listing)
                .bind("from", day(plan.soldFrom()))
                .bind("until", day(plan.soldUntil()))
                .bind("used", day(plan.usedUntil()))
                .bind("back", plan.keptBack())
                .bind("said", plan.said())
                .bind("by", vendor.person())
                .then()
                .then(Mono.defer(() -> sales.tell(listing)));
    }

    private static Parameter day(@Nullable LocalDate day) {
        return Parameter.fromOrEmpty(day, LocalDate.class);
    }

    private static Map<String, ?> said(SalePlan plan) {
        Map<String, Object> said = new HashMap<>();
        said.put("keptBack", plan.keptBack());
        putDay(said, "soldFrom", plan.soldFrom());
        putDay(said, "soldUntil", plan.soldUntil());
        putDay(said, "usedUntil", plan.usedUntil());
        return said;
    }

    private static void putDay(Map<String, Object> said, String name, @Nullable LocalDate day) {
        if (day != null) {
            said.put(name, day.toString());
        }
    }
}
