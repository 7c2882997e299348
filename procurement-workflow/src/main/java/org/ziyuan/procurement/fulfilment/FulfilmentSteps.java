package org.ziyuan.procurement.fulfilment;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.ordering.finder.OrderReasons;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.engine.ServiceStep;
import org.ziyuan.procurement.engine.ServiceStep.StepCall;
import org.ziyuan.procurement.requisition.RequisitionMoves;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/** The steps that follow an order; each finds the requisition as it is, so that asked twice it moves once. */
@Configuration(proxyBeanMethods = false)
class FulfilmentSteps {

    private static final Map<String, String> NOTHING = Map.of();
    private static final Duration BETWEEN_REMINDERS = Duration.ofDays(10);

    private final OrderReasons reasons;
    private final RequisitionMoves moves;
    private final MoneyTransactions transactions;
    private final Clock clock;

    FulfilmentSteps(OrderReasons reasons, RequisitionMoves moves, MoneyTransactions transactions, Clock clock) {
        this.reasons = reasons;
        this.moves = moves;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Gives back what a requisition that came to nothing still holds; usually its ending has done so already. */
    @Bean
    ServiceStep releaseReservationStep() {
        return ServiceStep.of(
                "release-reservation", call -> locked(call, found -> moves.release(found, found.process())));
    }

    @Bean
    ServiceStep recordVendorDeclinedStep() {
        return ServiceStep.of(
                "record-vendor-declined",
                call -> locked(
                        call,
                        found -> found.state() == RequisitionState.ORDERED
                                ? reasonOf(found)
                                        .flatMap(reason -> moves.move(
                                                found,
                                                Event.VENDOR_DECLINES,
                                                "vendor-declined",
                                                reason,
                                                found.process()))
                                        .then()
                                : Mono.empty()));
    }

    @Bean
    ServiceStep completeRequisitionStep() {
        return ServiceStep.of(
                "complete-requisition",
                call -> locked(
                        call,
                        found -> found.state() == RequisitionState.ORDERED
                                ? moves.move(found, Event.COMPLETE, "", found.process())
                                        .then()
                                : Mono.empty()));
    }

    @Bean
    ServiceStep recordPaymentFailureStep() {
        return ServiceStep.of("record-payment-failure", call -> noted(call, "payment-failed"));
    }

    /** Reminders stand in the timeline, under the name of the step that reminds; that of a late payment comes again. */
    @Bean
    ServiceStep remindStep() {
        return ServiceStep.of(
                "remind",
                call -> noted(call, call.activity())
                        .map(nothing -> call.activity().equals("remind-payment")
                                ? Map.of(
                                        "paymentIsLateAt",
                                        clock.instant().plus(BETWEEN_REMINDERS).toString())
                                : nothing));
    }

    private Mono<Map<String, String>> noted(StepCall call, String kind) {
        return locked(call, found -> moves.note(call.key(), found.id(), kind, "", found.process()));
    }

    private Mono<Map<String, String>> locked(StepCall call, java.util.function.Function<Locked, Mono<Void>> work) {
        return transactions.execute(moves.lock(call.businessId()).flatMap(work)).thenReturn(NOTHING);
    }

    /** What the vendor said, or why the order was taken back. */
    private Mono<String> reasonOf(Locked found) {
        UUID order = found.orderId();
        return order == null ? Mono.just("") : reasons.of(order).defaultIfEmpty("");
    }
}
