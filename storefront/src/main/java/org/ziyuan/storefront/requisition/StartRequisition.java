package org.ziyuan.storefront.requisition;

import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.requisition.BeginRequisition;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.procurement.requisition.Wanted;
import org.ziyuan.procurement.requisition.WriteDraft;
import reactor.core.publisher.Mono;

/** Puts an offer on the person's open draft for its vendor, or on a new one where there is none. */
@Component
class StartRequisition {

    private static final int DRAFTS_LOOKED_AT = 100;

    private final Requisitions requisitions;
    private final BeginRequisition beginning;
    private final WriteDraft drafts;
    private final Listings listings;

    StartRequisition(Requisitions requisitions, BeginRequisition beginning, WriteDraft drafts, Listings listings) {
        this.requisitions = requisitions;
        this.beginning = beginning;
        this.drafts = drafts;
        this.listings = listings;
    }

    /**
     * Puts it there.
     *
     * @param operation the id of the form that was sent, which a new draft takes: sent twice it begins one draft
     * @return the requisition it was put on
     */
    Mono<UUID> with(UUID operation, UUID offerId, Wanted wanted, Actor actor) {
        return listings.findOffer(offerId)
                .flatMap(offer -> listings.find(offer.listingId()))
                .flatMap(listing -> openDraft(listing.vendorId(), actor))
                .switchIfEmpty(Mono.defer(() -> begin(Ids.derived("draft", actor.person(), operation), actor)))
                .flatMap(id -> drafts.addLine(id, offerId, wanted, actor).thenReturn(id));
    }

    private Mono<UUID> begin(UUID id, Actor actor) {
        return beginning.begin(id, "", actor).thenReturn(id);
    }

    private Mono<UUID> openDraft(UUID vendor, Actor actor) {
        return requisitions
                .ofRequester(actor, Set.of(RequisitionState.DRAFT), DRAFTS_LOOKED_AT)
                .filter(draft -> vendor.equals(draft.vendorId()))
                .next()
                .map(Requisition::id);
    }
}
