package org.ziyuan.vendor.listing;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditEntries;
import org.ziyuan.marketplace.audit.AuditEntries.Word;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.VendorListings.Draft;
import reactor.core.publisher.Mono;

/** Why the operator gave a listing back or stopped its sale, in the words he wrote for its vendor. */
@Component
class OperatorsWord {

    private final AuditEntries entries;

    OperatorsWord(AuditEntries entries) {
        this.entries = entries;
    }

    /** Why a draft came back; empty once the vendor has handed it over again. Only for the listing's own vendor. */
    Mono<Word> on(Draft draft) {
        return entries.last(draft.id(), "listing\\..*")
                .filter(word ->
                        word.action().equals("listing.draft") && draft.state().equals(ListingState.DRAFT.name())
                                || word.action().equals("listing.revision-drafted")
                                        && draft.revision().equals("DRAFTED"))
                .filter(word -> !word.reason().isEmpty());
    }

    /** Why all that a vendor had handed over came back at once; empty once he has handed over again. */
    Mono<Word> onAll(Actor vendor) {
        return entries.last(vendor.organizationId(), "listing\\.batch-.*")
                .filter(word -> word.action().equals("listing.batch-returned"));
    }

    /** Why the sale stopped, whatever becomes of revisions beside it; empty once it goes on. */
    Mono<Word> on(Listing listing) {
        return entries.last(listing.id(), "listing\\.(?!revision-).*")
                .filter(word -> word.action().equals("listing.suspended") && listing.state() == ListingState.SUSPENDED)
                .filter(word -> !word.reason().isEmpty());
    }
}
