package org.ziyuan.marketplace.pooling;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/**
 * Who takes part in a joint purchase already.
 *
 * @param same whether this very demand stands
 * @param joined whether the school has another one
 */
record PlacesTaken(long standing, boolean same, boolean joined) {

    static Mono<PlacesTaken> in(DatabaseClient database, UUID purchaseId, UUID id, Actor by) {
        return database.sql("""
                        select count(*) as standing, coalesce(bool_or(id = :id), false) as same,
                               coalesce(bool_or(school_id = :school), false) as joined
                          from joint_demand where purchase_id = :purchase and state <> 'WITHDRAWN'
                        """)
                .bind("id", id)
                .bind("school", by.organizationId())
                .bind("purchase", purchaseId)
                .map(Rows.as(PlacesTaken.class))
                .one();
    }

    /**
     * Whether the demand is a new one.
     *
     * @throws Refusal {@code joint-purchase-joined}, {@code joint-purchase-full}
     */
    boolean leaveRoom() {
        if (same) {
            return false;
        }
        if (joined) {
            throw Refusal.conflict("joint-purchase-joined");
        }
        if (standing >= JoinJointPurchase.MOST_SCHOOLS) {
            throw Refusal.conflict("joint-purchase-full").with("most", JoinJointPurchase.MOST_SCHOOLS);
        }
        return true;
    }
}
