package org.ziyuan.marketplace.payment;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.Returns;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Posts money that is back, by what the difference says and whether its year is closed. */
@Component
class BookDifference {

    private final DatabaseClient database;
    private final Returns returns;

    BookDifference(DatabaseClient database, Returns returns) {
        this.database = database;
        this.returns = returns;
    }

    /** @return the event that booked it */
    Mono<String> post(PaymentDifference difference, PurchaseOrder order, Actor by) {
        UUID line = order.chargedLineId();
        if (difference.beforeSettlement()) {
            return returns.returnForGood(difference.id(), order.id(), line, difference.amount(), by)
                    .thenReturn("goods-returned");
        }
        return isClosed(line)
                .flatMap(closed -> closed
                        ? lineOfThisYear(line)
                                .flatMap(now ->
                                        returns.refundOfEarlierYear(difference.id(), now, difference.amount(), by))
                                .thenReturn("payment-of-earlier-year-refunded")
                        : returns.refund(difference.id(), order.id(), line, difference.amount(), false, by)
                                .thenReturn("payment-refunded"));
    }

    private Mono<Boolean> isClosed(UUID line) {
        return database.sql("""
                        select exists (select from budget_line l join closed_year c
                                           on c.organization_id = l.organization_id and c.fiscal_year = l.fiscal_year
                                        where l.id = :line and c.reopened_at is null)
                        """).bind("line", line).mapValue(Boolean.class).one();
    }

    /** The money goes back to where this year's money of the same fund comes from; which line says so does not matter. */
    private Mono<UUID> lineOfThisYear(UUID line) {
        return database.sql("""
                        select n.id from budget_line l join budget_line n
                            on n.organization_id = l.organization_id and n.fund_code = l.fund_code
                         where l.id = :line and n.fiscal_year = beijing_year()
                         order by n.functional_class <> l.functional_class, n.economic_class <> l.economic_class, n.id limit 1
                        """)
                .bind("line", line)
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("refund-line-missing")));
    }
}
