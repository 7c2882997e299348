package org.ziyuan.procurement.fulfilment;

import static org.ziyuan.marketplace.row.Columns.number;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ordering.IssuePurchaseOrder;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.engine.ServiceStep;
import org.ziyuan.procurement.requisition.RequisitionMoves;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/**
 * Turns an approved requisition into a purchase order. Order, encumbrance and the requisition's new state are one
 * transaction; the order's id follows from the process, so asking twice orders once.
 */
@Component
class IssueOrder implements ServiceStep {

    private static final Map<String, String> ISSUED = Map.of("orderOutcome", "issued");
    private static final Map<String, String> REFUSED = Map.of("orderOutcome", "refused");

    private final DatabaseClient database;
    private final OrderRequests requests;
    private final RequisitionMoves moves;
    private final IssuePurchaseOrder orders;
    private final MoneyTransactions transactions;
    private final RefusalSentences sentences;

    IssueOrder(
            DatabaseClient database,
            OrderRequests requests,
            RequisitionMoves moves,
            IssuePurchaseOrder orders,
            MoneyTransactions transactions,
            RefusalSentences sentences) {
        this.database = database;
        this.requests = requests;
        this.moves = moves;
        this.orders = orders;
        this.transactions = transactions;
        this.sentences = sentences;
    }

    @Override
    public String topic() {
        return "issue-order";
    }

    /** A refusal ends the requisition and gives its money back; an outage is tried again. */
    @Override
    public Mono<Map<String, String>> perform(StepCall call) {
        return orders.nextNumber()
                .flatMap(number -> transactions.execute(moves.lock(call.businessId())
                        .flatMap(found -> found.state() == RequisitionState.APPROVED
                                ? issue(call.key(), number, found)
                                : Mono.just(found.orderId() == null ? REFUSED : ISSUED))))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.kind() == Refusal.Kind.UNAVAILABLE
                                ? Mono.error(refusal)
                                : refuse(call.businessId(), refusal));
    }

    private Mono<Map<String, String>> issue(UUID orderId, String number, Locked found) {
        return requests.of(orderId, found)
                .flatMap(request -> orders.issue(request, number, found.process()))
                .flatMap(order -> remember(order.id(), found)
                        .then(moves.move(found, Event.ORDER, order.number(), found.process())))
                .thenReturn(ISSUED);
    }

    private Mono<Map<String, String>> refuse(UUID requisitionId, Refusal refusal) {
        String reason = sentences.of(refusal, Locale.SIMPLIFIED_CHINESE);
        return transactions
                .execute(moves.lock(requisitionId)
                        .filter(found -> found.state() == RequisitionState.APPROVED)
                        .flatMap(found -> moves.move(found, Event.REFUSE, "order-not-issued", reason, found.process())))
                .thenReturn(REFUSED);
    }

    private Mono<Void> remember(UUID orderId, Locked found) {
        return database.sql("update requisition set order_id = :order where id = :id")
                .bind("order", orderId)
                .bind("id", found.id())
                .then();
    }
}
