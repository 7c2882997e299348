package org.ziyuan.marketplace.listing;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** The draft of a listing while its vendor writes it: other rooms of listings write what they own of it inside. */
@Component
public class WritableDraft {

    private final ListingMoves moves;
    private final RevisionMoves revisions;

    WritableDraft(ListingMoves moves, RevisionMoves revisions) {
        this.moves = moves;
        this.revisions = revisions;
    }

    /**
     * Locks the listing inside the caller's transaction and begins a revision where it is on the market.
     *
     * @throws Refusal {@code listing-not-found}; {@code listing-not-editable} while the operator reads it and when it has
     *     left the market; {@code role-required}
     */
    public Mono<Void> of(UUID listing, Actor vendor) {
        return Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(Mono.defer(() -> revisions.writable(listing, moves.lock(listing, vendor))))
                .flatMap(state -> state.onTheMarket() ? revisions.begin(listing, vendor) : Mono.empty());
    }
}
