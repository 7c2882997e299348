package org.ziyuan.procurement.fulfilment;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ordering.OrderRequest;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import reactor.core.publisher.Mono;

/** What a requisition asks to be ordered, and who approved it. */
@Component
class OrderRequests {

    private final DatabaseClient database;

    OrderRequests(DatabaseClient database) {
        this.database = database;
    }

    Mono<OrderRequest> of(UUID orderId, Locked found) {
        Mono<List<UUID>> approvers = database.sql("""
                        select person_id from approval where requisition_id = :id and decision = 'APPROVE'
                         order by decided_at
                        """)
                .bind("id", found.id())
                .mapValue(UUID.class)
                .all()
                .collectList();
        return approvers.flatMap(approvedBy -> lines(found)
                .map(lines -> new OrderRequest(
                        orderId,
                        found.id(),
                        found.organizationId(),
                        Objects.requireNonNull(found.budgetLineId()),
                        found.requesterId(),
                        approvedBy,
                        lines)));
    }

    private Mono<List<OrderRequest.Line>> lines(Locked found) {
        return database.sql("""
                        select id as line_id, offer_id, listing_id, listing_version, quantity, unit_price_in_fen
                          from requisition_line where requisition_id = :id order by position, id
                        """)
                .bind("id", found.id())
                .map(Rows.as(OrderRequest.Line.class))
                .all()
                .collectList();
    }
}
