package org.ziyuan.marketplace.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;

/**
 * Movements of money that happen together or not at all.
 *
 * <p>Written in one order only: the event and its id, the document it is about, who acts, then one or more legs. A leg
 * takes its amount from one account and gives it to another, so a journal that does not balance cannot be written:
 *
 * <ol>
 *   <li>{@code Journal.of(event, id).about("requisition", requisitionId).by(actor)}
 *   <li>{@code .move(amount).from(AVAILABLE.of(line)).to(RESERVED.of(line, requisitionId))}, as often as needed
 *   <li>{@code ledger.post(journal)}
 * </ol>
 */
final class Journal {

    private final Header header;
    private final List<Leg> legs;

    private Journal(Header header, List<Leg> legs) {
        this.header = header;
        this.legs = List.copyOf(legs);
    }

    /** The same event under the same id posts once; the same id for other content is refused. */
    static About of(LedgerEvent event, UUID id) {
        return (documentType, documentId) ->
                by -> new Start(new Header(event, id, documentType, documentId, by, false, null));
    }

    /** Adds a leg; legs are posted in the order they are written. */
    From move(Money amount) {
        return leg(amount.fen(), "posted", "exactly");
    }

    /** Adds a leg with whatever the first account still has; nothing there means no leg. */
    From moveWhatIsLeft() {
        return leg(null, "posted", "all");
    }

    /** Adds a leg with the amount, or with less when the first account has less. */
    From moveUpTo(Money amount) {
        return leg(amount.fen(), "posted", "up-to");
    }

    /** Adds a leg with what earlier legs left missing of the amount on the second account. */
    From moveRestOf(Money amount) {
        return leg(amount.fen(), "posted", "rest-of");
    }

    LedgerEvent event() {
        return header.event;
    }

    /** What the posting function reads. */
    Request request(String on) {
        return new Request(
                header.id,
                header.event.kind(),
                header.documentType,
                header.documentId,
                header.actor.personId(),
                header.actor.displayName(),
                on,
                header.currentYearOnly,
                header.repeatableAfter,
                legs);
    }

    private From leg(@Nullable Long amountInFen, String effect, String mode) {
        return debit -> credit -> with(new Leg(effect, mode, debit, credit, amountInFen, null, null));
    }

    private Journal with(Leg leg) {
        List<Leg> more = new ArrayList<>(legs);
        more.add(leg);
        return new Journal(header, more);
    }

    interface About {
        By about(String documentType, UUID documentId);
    }

    interface By {
        Start by(Actor actor);
    }

    interface From {
        To from(AccountName debit);
    }

    interface To {
        Journal to(AccountName credit);
    }

    /** Has no legs yet and can therefore not be posted. */
    record Start(Header header) {

        /** Refused when the budget line is not of the current fiscal year. */
        Start onlyInTheLinesYear() {
            return new Start(header.in(true, header.repeatableAfter));
        }

        /** May happen to the document once more each time the other event has happened to it. */
        Start repeatableAfter(LedgerEvent other) {
            return new Start(header.in(header.currentYearOnly, other.kind()));
        }

        From move(Money amount) {
            return empty().move(amount);
        }

        From moveWhatIsLeft() {
            return empty().moveWhatIsLeft();
        }

        From moveUpTo(Money amount) {
            return empty().moveUpTo(amount);
        }

        /** Sets an amount aside for a movement that somebody outside decides. */
        From setAside(Money amount) {
            return empty().leg(amount.fen(), "pending", "exactly");
        }

        /** Completes the movement that a journal set aside. */
        Journal complete(UUID pendingJournalId) {
            return empty().with(new Leg("post", "all", null, null, null, pendingJournalId, 1));
        }

        /** Gives back what a journal set aside. */
        Journal giveBack(UUID pendingJournalId) {
            return empty().with(new Leg("void", "all", null, null, null, pendingJournalId, 1));
        }

        private Journal empty() {
            return new Journal(header, List.of());
        }
    }

    private record Header(
            LedgerEvent event,
            UUID id,
            String documentType,
            UUID documentId,
            Actor actor,
            boolean currentYearOnly,
            @Nullable String repeatableAfter) {

        Header in(boolean currentYear, @Nullable String after) {
            return new Header(event, id, documentType, documentId, actor, currentYear, after);
        }
    }

    /** One movement; its mode says how the amount is meant: exactly, all there is, up to it, or the rest of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Leg(
            String effect,
            String mode,
            @Nullable AccountName debit,
            @Nullable AccountName credit,
            @Nullable Long amount,
            @Nullable UUID journal,
            @Nullable Integer seq) {}

    /** The argument of {@code post_journal}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            UUID id,
            String kind,
            String documentType,
            UUID documentId,
            @Nullable UUID actor,
            String actorName,
            String on,
            boolean currentYearOnly,
            @Nullable String repeatableAfter,
            List<Leg> legs) {}
}
