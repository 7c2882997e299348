package org.ziyuan.marketplace.ordering;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ordering.OrderState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Acceptance (验收): the school says whether what was ordered was delivered. What passes it owes from now on; what does not
 * goes back to the vendor, and no money moves.
 */
@Component
public class AcceptDelivery {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final OrderSteps steps;
    private final Segregation segregation;
    private final BudgetBook budget;
    private final RejectedDeliveries deliveries;
    private final Clock clock;

    AcceptDelivery(
            DatabaseClient database,
            MoneyTransactions transactions,
            OrderSteps steps,
            Segregation segregation,
            BudgetBook budget,
            RejectedDeliveries deliveries,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.steps = steps;
        this.segregation = segregation;
        this.budget = budget;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Accepts the whole delivery. Any purchaser, teacher or principal of the school may, except who asked for it and who
     * approved it. Refuses with {@code acceptor-is-requester}, {@code acceptor-is-approver}, {@code delivery-in-future}.
     */
    public Mono<PurchaseOrder> accept(UUID orderId, AcceptanceNote note, Actor acceptor) {
        return examined(orderId, acceptor, order -> acceptNow(order, note, acceptor));
    }

    /**
     * The delivery does not pass: the vendor mends it and delivers again. Said twice about the same delivery it is said
     * once. Refuses like {@link #accept} and with {@code reason-required}.
     *
     * @param reason what is missing, in 1 to 500 characters; the vendor reads it
     */
    public Mono<PurchaseOrder> reject(UUID orderId, String reason, Actor acceptor) {
        return examined(orderId, acceptor, order -> deliveries.reject(order, reason, acceptor));
    }

    /** Refuses unless the actor had no other hand in this order: {@code acceptor-is-requester}, {@code acceptor-is-approver}. */
    public Mono<Void> mayAccept(PurchaseOrder order, Actor acceptor) {
        return segregation.mayAccept(order, acceptor);
    }

    private Mono<PurchaseOrder> examined(
            UUID orderId, Actor acceptor, Function<PurchaseOrder, Mono<PurchaseOrder>> verdict) {
        return transactions.execute(Mono.defer(() -> {
            acceptor.require(Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL);
            return steps.lock(orderId)
                    .filter(order -> order.buyerId().equals(acceptor.organizationId()))
                    .switchIfEmpty(Mono.error(() -> Refusal.notFound("purchase-order", orderId)))
                    .flatMap(order ->
                            segregation.mayAccept(order, acceptor).then(Mono.defer(() -> verdict.apply(order))));
        }));
    }

    private Mono<PurchaseOrder> acceptNow(PurchaseOrder order, AcceptanceNote note, Actor acceptor) {
        if (note.deliveredOn().isAfter(LocalDate.now(clock))) {
            return Mono.error(Refusal.invalid("delivery-in-future").with("deliveredOn", note.deliveredOn()));
        }
        UUID acceptance = Ids.derived("acceptance", order.id());
        return steps.once(
                        order,
                        Event.ACCEPT,
                        acceptance,
                        acceptor,
                        Map.of(
                                "acceptanceId",
                                acceptance.toString(),
                                "deliveredOn",
                                note.deliveredOn().toString()),
                        after -> insert(acceptance, after, note, acceptor)
                                .then(budget.accept(
                                        acceptance, after.id(), after.chargedLineId(), after.total(), acceptor)))
                .flatMap(steps::again);
    }

    private Mono<Void> insert(UUID acceptance, PurchaseOrder order, AcceptanceNote note, Actor acceptor) {
        return database.sql("""
                        insert into acceptance (id, order_id, amount_in_fen, delivered_on, remark, accepted_by,
                                                accepted_by_name)
                        values (:id, :order, :amount, :deliveredOn, :remark, :by, :name)
                        """)
                .bind("id", acceptance)
                .bind("order", order.id())
                .bind("amount", order.total().fen())
                .bind("deliveredOn", note.deliveredOn())
                .bind("remark", note.remark())
                .bind("by", acceptor.person())
                .bind("name", acceptor.displayName())
                .then();
    }
}
