package org.ziyuan.storefront.requisition;

import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.storefront.trail.TrailReaders;

/**
 * What the page of a requisition that was handed in offers one reader.
 *
 * @param follow what the machine is doing now: the next state comes without anybody
 * @param learnOfRelease that it was taken back and its money is free again
 */
record RequisitionRules(boolean seeTrail, boolean learnOfRelease, boolean withdraw, boolean follow) {

    static RequisitionRules of(Requisition requisition, Actor reader) {
        RequisitionState state = requisition.state();
        return new RequisitionRules(
                requisition.orderId() != null && TrailReaders.include(reader),
                state == RequisitionState.WITHDRAWN && requisition.submittedAt() != null,
                requisition.requesterId().equals(reader.personId())
                        && state.holdsReservation()
                        && state != RequisitionState.APPROVED,
                state == RequisitionState.SUBMITTED || state == RequisitionState.APPROVED);
    }
}
