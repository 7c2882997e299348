package org.ziyuan.marketplace.pooling;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A bureau opens a joint purchase; the schools below it then say how much they need. */
@Component
class OpenJointPurchase {

    /** Ten billion yuan a piece; times the most pieces this still counts exactly. */
    private static final long LARGEST_ESTIMATE_IN_FEN = 1_000_000_000_000L;

    private static final TextField TITLE = TextField.name("title", 1, 200);

    private final BudgetLines lines;
    private final JointPurchases purchases;
    private final JointPurchaseRows rows;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    OpenJointPurchase(
            BudgetLines lines,
            JointPurchases purchases,
            JointPurchaseRows rows,
            MoneyTransactions transactions,
            AuditLog audit,
            Clock clock) {
        this.lines = lines;
        this.purchases = purchases;
        this.rows = rows;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens it; the same id again is answered as it stands.
     *
     * @param poolLineId a line of the bureau's own when the pool pays, null when the schools pay
     * @throws Refusal {@code budget-line-not-found}, also for a line of another organization; {@code
     *     budget-line-of-another-year}; {@code amount-out-of-range}; {@code joint-purchase-differs}
     */
    public Mono<JointPurchase> open(UUID id, String name, @Nullable UUID poolLineId, Money unitEstimate, Actor by) {
        return Mono.defer(() -> {
            by.require(Role.bureaus());
            String title = TITLE.read(name);
            if (!unitEstimate.isPositive() || unitEstimate.fen() > LARGEST_ESTIMATE_IN_FEN) {
                return Mono.error(Refusal.invalid("amount-out-of-range").with("requested", unitEstimate));
            }
            Mono<Void> payer = poolLineId == null ? Mono.empty() : payer(poolLineId, by);
            return payer.then(transactions.execute(Mono.defer(() -> openNow(id, title, poolLineId, unitEstimate, by))))
                    .then(Mono.defer(() -> purchases.find(id, by)))
                    .filter(found -> found.title().equals(title)
                            && Objects.equals(found.poolLineId(), poolLineId)
                            && found.unitEstimate().equals(unitEstimate))
                    .switchIfEmpty(Mono.error(() -> Refusal.conflict("joint-purchase-differs")));
        });
    }

    private Mono<Void> payer(UUID poolLineId, Actor by) {
        return lines.own(poolLineId, by)
                .filter(line -> line.fiscalYear() == year())
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("budget-line-of-another-year")
                        .with("line", poolLineId)
                        .with("currentYear", year())))
                .map(BudgetLine::id)
                .then();
    }

    private Mono<Void> openNow(UUID id, String title, @Nullable UUID poolLineId, Money unitEstimate, Actor by) {
        return rows.add(id, title, year(), poolLineId, unitEstimate, by)
                .flatMap(isNew -> audit.record(
                        by,
                        "joint-purchase.opened",
                        "joint-purchase",
                        id,
                        Map.of("unitEstimateInFen", unitEstimate.fen())));
    }

    private int year() {
        return LocalDate.now(clock).getYear();
    }
}
