package org.ziyuan.procurement.method;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/** Chooses the method for a submitted requisition and keeps the decision with everything it rests on. */
@Component
class ChooseMethod {

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final MethodRules rules;
    private final MethodDecisions decisions;
    private final MoneyTransactions transactions;

    ChooseMethod(
            DatabaseClient database,
            RequisitionMoves moves,
            MethodRules rules,
            MethodDecisions decisions,
            MoneyTransactions transactions) {
        this.database = database;
        this.moves = moves;
        this.rules = rules;
        this.decisions = decisions;
        this.transactions = transactions;
    }

    /** Whether it may be bought directly; asked again, the decision that was made first is the answer. */
    Mono<Boolean> chooseFor(UUID requisitionId) {
        return transactions.execute(moves.lock(requisitionId)
                .delayUntil(this::oneAtATime)
                .flatMap(found -> decisions
                        .find(requisitionId)
                        .switchIfEmpty(Mono.defer(() -> decide(found)))
                        .map(decision -> decision.method().isDirect())));
    }

    private Mono<MethodDecision> decide(Locked found) {
        return rules.rule(found.id())
                .flatMap(ruling -> decisions
                        .keep(ruling.question(), ruling.decision(), ruling.thresholds())
                        .then(carryOn(found, ruling.decision()))
                        .thenReturn(ruling.decision()));
    }

    /** A requisition that was withdrawn meanwhile keeps its state; the decision is evidence all the same. */
    private Mono<Void> carryOn(Locked found, MethodDecision decision) {
        boolean waits = found.state() == RequisitionState.SUBMITTED;
        return waits && decision.method().isDirect()
                ? moves.move(found, Event.MAY_BUY_DIRECTLY, decision.method().inChinese(), found.process())
                        .then()
                : Mono.empty();
    }

    /**
     * Decides two requisitions of one school, year and project one after the other. Decided at the same moment neither
     * would count the other, and an order cut in pieces would pass.
     */
    private Mono<Void> oneAtATime(Locked found) {
        return database.sql("""
                        select pg_advisory_xact_lock(hashtextextended(
                                 concat_ws(':', 'method', organization_id, fiscal_year, project), 0))
                          from requisition where id = :id
                        """).bind("id", found.id()).then();
    }
}
