package org.ziyuan.marketplace.listing;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.ListingState.Event;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The operator reviews: publishes a draft as the next version, returns it, suspends, reinstates; a vendor may withdraw. */
@Component
public class ReviewListing {

    private static final TextField REASON = TextField.reason("reason", 500);

    private final ListingMoves moves;
    private final RevisionMoves revisions;
    private final PublishDrafts drafts;
    private final Outbox outbox;
    private final MoneyTransactions transactions;

    ReviewListing(
            ListingMoves moves,
            RevisionMoves revisions,
            PublishDrafts drafts,
            Outbox outbox,
            MoneyTransactions transactions) {
        this.moves = moves;
        this.revisions = revisions;
        this.drafts = drafts;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Publishes a submitted listing, or the submitted revision of one on the market. Changed words become a version that
     * never changes, and the prices wanted with them come into force. A suspended listing stays suspended: whether its
     * revision mends what was wrong is decided by reinstating it. The tables refuse with {@code listing-own-approval} what
     * the operator himself has written.
     */
    public Mono<ListingState> publish(UUID listing, Actor operator) {
        return transactions.execute(asOperator(operator)
                .then(moves.lock(listing, operator))
                .flatMap(state -> state.onTheMarket()
                        ? revisions
                                .move(listing, RevisionState.Event.PUBLISH, Map.of(), operator)
                                .thenReturn(state)
                        : moves.move(listing, Event.PUBLISH, Map.of(), operator))
                .flatMap(state -> drafts.publish(List.of(listing), operator)
                        .filter(published -> published == 1)
                        .switchIfEmpty(Mono.error(
                                () -> Refusal.conflict("listing-has-no-draft").with("key", listing)))
                        .thenReturn(state))
                .flatMap(state -> state == ListingState.PUBLISHED
                        ? tell("ListingPublished", listing).thenReturn(state)
                        : Mono.just(state)));
    }

    /**
     * Gives a submitted listing or revision back to its vendor. Refuses with {@code reason-required}.
     *
     * @param reason what must be changed, in words
     */
    public Mono<ListingState> giveBack(UUID listing, String reason, Actor operator) {
        return why(reason, operator)
                .flatMap(why -> transactions.execute(moves.lock(listing, operator)
                        .flatMap(state -> state.onTheMarket()
                                ? revisions
                                        .move(listing, RevisionState.Event.RETURN, why, operator)
                                        .thenReturn(state)
                                : moves.move(listing, Event.RETURN, why, operator))
                        .flatMap(state -> tell("ListingReturned", listing).thenReturn(state))));
    }

    /** Stops new sales at once; running licences stay. */
    public Mono<ListingState> suspend(UUID listing, String reason, Actor operator) {
        return why(reason, operator)
                .flatMap(why -> transactions.execute(moves.move(listing, Event.SUSPEND, why, operator)
                        .flatMap(state -> tell("ListingSuspended", listing).thenReturn(state))));
    }

    /** Lets it be sold again. Refuses with {@code reason-required}. */
    public Mono<ListingState> reinstate(UUID listing, String reason, Actor operator) {
        return why(reason, operator)
                .flatMap(why -> transactions.execute(moves.move(listing, Event.REINSTATE, why, operator)
                        .flatMap(state -> tell("ListingPublished", listing).thenReturn(state))));
    }

    /** Takes a listing off the market for good; its vendor or the operator may. */
    public Mono<ListingState> withdraw(UUID listing, Actor actor) {
        return transactions.execute(Mono.fromRunnable(() -> actor.require(Role.VENDOR_MANAGER, Role.OPERATOR))
                .then(moves.move(listing, Event.WITHDRAW, Map.of(), actor))
                .flatMap(state -> tell("ListingWithdrawn", listing).thenReturn(state)));
    }

    private Mono<Void> tell(String type, UUID listing) {
        return outbox.publish(type, "listing", listing, Map.of("listingId", listing.toString()));
    }

    private static Mono<Map<String, String>> why(String reason, Actor operator) {
        return asOperator(operator).then(Mono.fromCallable(() -> Map.of("reason", REASON.read(reason))));
    }

    private static Mono<Void> asOperator(Actor actor) {
        return Mono.fromRunnable(() -> actor.require(Role.OPERATOR));
    }
}
