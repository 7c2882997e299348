package org.ziyuan.storefront.requisition;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.choosing.Fit;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.UserGroup;
import org.ziyuan.procurement.requisition.BeginRequisition;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.procurement.requisition.Wanted;
import org.ziyuan.procurement.requisition.WriteDraft;
import reactor.core.publisher.Mono;

/** Puts an offer on the person's open draft for its vendor, or on a new one where there is none. */
@Component
public class StartRequisition {

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

    /**
     * The same with the offer of a listing that fits these people best.
     *
     * @param forWhom where nobody said for whom, an offer that serves everybody
     * @throws Refusal {@code listing-not-for-sale} where it has no offer
     */
    public Mono<UUID> bestFor(UUID operation, UUID listing, ForWhom forWhom, Actor actor) {
        UserGroup audience = Objects.requireNonNullElse(forWhom.audience(), UserGroup.TEACHERS);
        int people = Objects.requireNonNullElse(forWhom.people(), 1);
        return listings.find(listing)
                .flatMap(found -> Fit.all(found.offers(), audience, people).stream()
                        .findFirst()
                        .map(fit -> with(operation, fit.offer().id(), new Wanted(fit.quantity(), forWhom, null), actor))
                        .orElseGet(() -> Mono.error(
                                Refusal.conflict("listing-not-for-sale").with("title", found.title()))));
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
