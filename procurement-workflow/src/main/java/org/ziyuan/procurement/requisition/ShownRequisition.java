package org.ziyuan.procurement.requisition;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.identity.Actor;
import reactor.core.publisher.Mono;

/**
 * What a person has read of a requisition when handing it in, taking it back or approving it: what, how much, from
 * which line.
 */
@Component
class ShownRequisition implements ShownDocument {

    private final RequisitionMoves moves;
    private final Requisitions requisitions;

    ShownRequisition(RequisitionMoves moves, Requisitions requisitions) {
        this.moves = moves;
        this.requisitions = requisitions;
    }

    @Override
    public String name() {
        return "requisition";
    }

    @Override
    public Mono<Void> lock(UUID id) {
        return moves.lock(id).then();
    }

    @Override
    public Mono<Map<String, @Nullable Object>> facts(UUID id, Actor actor) {
        return requisitions.find(id, actor).map(ShownRequisition::facts);
    }

    private static Map<String, @Nullable Object> facts(Requisition requisition) {
        return ShownDocument.facts(
                "state",
                standing(requisition.state()),
                "vendor",
                requisition.vendorName(),
                "lines",
                requisition.lines().stream().map(ShownRequisition::line).toList(),
                "total",
                requisition.total(),
                "budgetLine",
                Objects.requireNonNullElse(requisition.budgetLineName(), ""),
                "purpose",
                requisition.purpose());
    }

    /** How far the approval has come is not what is decided by: the process moves it on while somebody reads. */
    private static String standing(RequisitionState state) {
        return switch (state) {
            case AWAITING_ACCOUNTANT, AWAITING_PRINCIPAL -> RequisitionState.SUBMITTED.name();
            default -> state.name();
        };
    }

    private static String line(RequisitionLine line) {
        String bought = "%s · %s · %d × ¥%s"
                .formatted(
                        line.title(),
                        line.offerName(),
                        line.quantity(),
                        line.unitPrice().inYuan());
        return line.reason().isEmpty() ? bought : bought + " · " + line.reason();
    }
}
