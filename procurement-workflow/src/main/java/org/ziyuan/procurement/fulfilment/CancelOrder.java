package org.ziyuan.procurement.fulfilment;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.engine.ServiceStep;
import reactor.core.publisher.Mono;

/** Takes an order back that its vendor has not answered in time, unless the answer came at the last moment. */
@Component
class CancelOrder implements ServiceStep {

    private final DatabaseClient database;
    private final AnswerPurchaseOrder answer;

    CancelOrder(DatabaseClient database, AnswerPurchaseOrder answer) {
        this.database = database;
        this.answer = answer;
    }

    @Override
    public String topic() {
        return "cancel-order";
    }

    @Override
    public Mono<Map<String, String>> perform(StepCall call) {
        return database.sql("""
                        select o.id, o.buyer_id from purchase_order o join requisition r on r.order_id = o.id
                         where r.id = :id
                        """)
                .bind("id", call.businessId())
                .map(Rows.as(Unanswered.class))
                .one()
                .flatMap(order -> answer.cancel(order.id(), "供应商逾期未答复", Actor.system("采购流程", order.buyerId()))
                        .then()
                        .onErrorResume(Refusal.class, answered -> Mono.empty())
                        .then(stateOf(order.id())))
                .map(state -> Map.of("cancelOutcome", cameToNothing(state) ? "cancelled" : "confirmed"));
    }

    private Mono<String> stateOf(UUID orderId) {
        return database.sql("select state from purchase_order where id = :id")
                .bind("id", orderId)
                .mapValue(String.class)
                .one()
                .filter(state -> !state.equals("ISSUED"))
                .switchIfEmpty(
                        Mono.error(() -> new IllegalStateException("order " + orderId + " is still unanswered")));
    }

    private static boolean cameToNothing(String state) {
        return state.equals("CANCELLED") || state.equals("DECLINED");
    }

    private record Unanswered(UUID id, UUID buyerId) {}
}
