package org.ziyuan.procurement.method;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.engine.ServiceStep;
import org.ziyuan.procurement.requisition.RequisitionMoves;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/** The two steps of the process about the method: choose it, and refuse what may not be bought directly. */
@Configuration(proxyBeanMethods = false)
class MethodSteps {

    @Bean
    ServiceStep selectMethodStep(ChooseMethod choose) {
        return ServiceStep.of(
                "select-method",
                call -> choose.chooseFor(call.businessId())
                        .map(direct -> Map.of("route", direct ? "direct" : "other")));
    }

    @Bean
    ServiceStep refuseMethodStep(RequisitionMoves moves, MethodDecisions decisions, MoneyTransactions transactions) {
        return ServiceStep.of(
                "refuse-method",
                call -> transactions
                        .execute(moves.lock(call.businessId())
                                .filter(found -> found.state() == RequisitionState.SUBMITTED)
                                .flatMap(found ->
                                        decisions.of(found.id()).flatMap(decision -> refuse(moves, found, decision))))
                        .thenReturn(Map.of()));
    }

    private static Mono<RequisitionState> refuse(RequisitionMoves moves, Locked found, MethodDecision decision) {
        return moves.move(found, Event.REFUSE, "method-not-direct", decision.inWords(), found.process());
    }
}
