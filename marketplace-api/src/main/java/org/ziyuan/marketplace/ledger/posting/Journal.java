package org.ziyuan.marketplace.ledger.posting;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
public final class Journal {

    private final Header header;
    private final List<Leg> legs;

    private Journal(Header header, List<Leg> legs) {
        this.header = header;
        this.legs = List.copyOf(legs);
    }

    /** The same event under the same id posts once; the same id for other content is refused. */
    public static About of(LedgerEvent event, UUID id) {
        return (documentType, documentId) -> by -> new Start(Header.of(event, id, documentType, documentId, by));
    }

    /** Adds a leg; legs are posted in the order they are written. */
    public From move(Money amount) {
        return leg(amount.fen(), "posted", "exactly");
    }

    /** Adds a leg with whatever the first account still has; nothing there means no leg. */
    public From moveWhatIsLeft() {
        return leg(null, "posted", "all");
    }

    /** Adds a leg with the amount, or with less when the first account has less. */
    public From moveUpTo(Money amount) {
        return leg(amount.fen(), "posted", "up-to");
    }

    /** Adds a leg with what earlier legs left missing of the amount on the second account. */
    public From moveRestOf(Money amount) {
        return leg(amount.fen(), "posted", "rest-of");
    }

    /** Adds a leg with the amount of the leg before it; when that one was left out, this one is too. */
    public From moveTheSame() {
        return leg(null, "posted", "the-same");
    }

    Header header() {
        return header;
    }

    List<Leg> legs() {
        return legs;
    }

    LedgerEvent event() {
        return header.event;
    }

    UUID id() {
        return header.id;
    }

    /** What is first drawn on, as far as it can be told without looking: postings on the same one keep their order. */
    Object firstAccount() {
        Leg first = legs.get(0);
        return first.pendingJournal() != null
                ? first.pendingJournal()
                : Objects.requireNonNullElse(
                        Objects.requireNonNull(first.debit()).line(), first.debit());
    }

    /** What another journal of the same batch must not name as well, because it could depend on this one. */
    Set<UUID> names() {
        return Stream.concat(
                        Stream.of(header.id, header.documentId),
                        legs.stream().map(Leg::pendingJournal).filter(Objects::nonNull))
                .collect(Collectors.toSet());
    }

    private From leg(@Nullable Long amountInFen, String effect, String mode) {
        return debit -> credit -> with(new Leg(effect, mode, debit, credit, amountInFen, null, null, null));
    }

    private Journal with(Leg leg) {
        List<Leg> more = new ArrayList<>(legs);
        more.add(leg);
        return new Journal(header, more);
    }

    public interface About {
        By about(String documentType, UUID documentId);
    }

    public interface By {
        Start by(Actor actor);
    }

    public interface From {
        To from(AccountName debit);
    }

    public interface To {
        Journal to(AccountName credit);
    }

    /** Has no legs yet and can therefore not be posted. */
    public record Start(Header header) {

        /** Refused when the budget line is not of the current fiscal year. */
        public Start onlyInTheLinesYear() {
            return new Start(header.inTheLinesYear());
        }

        /** May happen to the document once more each time the other event has happened to it. */
        public Start repeatableAfter(LedgerEvent other) {
            return new Start(header.after(other.kind()));
        }

        /** Stands in the chain of this organization instead of that of the first budget line's. */
        public Start inTheBookOf(UUID organizationId) {
            return new Start(header.of(organizationId));
        }

        /** Names the journal that this one sets right; that one stays as it is. */
        public Start correcting(UUID journalId) {
            return new Start(header.correcting(journalId));
        }

        public From move(Money amount) {
            return empty().move(amount);
        }

        public From moveWhatIsLeft() {
            return empty().moveWhatIsLeft();
        }

        public From moveUpTo(Money amount) {
            return empty().moveUpTo(amount);
        }

        /** Sets an amount aside for a movement that somebody outside decides. */
        public From setAside(Money amount) {
            return empty().leg(amount.fen(), "pending", "exactly");
        }

        /** The same, to be completed before that moment only; what has expired is given back. */
        public From setAsideUntil(OffsetDateTime end, Money amount) {
            return debit ->
                    credit -> empty().with(new Leg("pending", "exactly", debit, credit, amount.fen(), null, null, end));
        }

        /** Completes the movement that a journal set aside. */
        public Journal complete(UUID pendingJournalId) {
            return resolve("post", pendingJournalId, null);
        }

        /** Completes it with less than was set aside; the rest is given back. */
        public Journal completeWith(UUID pendingJournalId, Money amount) {
            return resolve("post", pendingJournalId, amount.fen());
        }

        /** Gives back what a journal set aside. */
        public Journal giveBack(UUID pendingJournalId) {
            return resolve("void", pendingJournalId, null);
        }

        private Journal resolve(String effect, UUID pendingJournalId, @Nullable Long amountInFen) {
            String mode = amountInFen == null ? "all" : "exactly";
            return empty().with(new Leg(effect, mode, null, null, amountInFen, pendingJournalId, 1, null));
        }

        private Journal empty() {
            return new Journal(header, List.of());
        }
    }

    record Header(
            LedgerEvent event,
            UUID id,
            String documentType,
            UUID documentId,
            Actor actor,
            boolean lineYearOnly,
            @Nullable String repeatableAfter,
            @Nullable UUID organization,
            @Nullable UUID corrects) {

        private static Header of(LedgerEvent event, UUID id, String documentType, UUID documentId, Actor actor) {
            return new Header(event, id, documentType, documentId, actor, false, null, null, null);
        }

        private Header inTheLinesYear() {
            return new Header(
                    event, id, documentType, documentId, actor, true, repeatableAfter, organization, corrects);
        }

        private Header after(String kind) {
            return new Header(event, id, documentType, documentId, actor, lineYearOnly, kind, organization, corrects);
        }

        private Header of(UUID owner) {
            return new Header(
                    event, id, documentType, documentId, actor, lineYearOnly, repeatableAfter, owner, corrects);
        }

        private Header correcting(UUID journal) {
            return new Header(
                    event, id, documentType, documentId, actor, lineYearOnly, repeatableAfter, organization, journal);
        }
    }

    /** One movement; its mode says how the amount is meant: exactly, all there is, up to it, the rest of it, the same. */
    record Leg(
            String effect,
            String mode,
            @Nullable AccountName debit,
            @Nullable AccountName credit,
            @Nullable Long amountInFen,
            @Nullable UUID pendingJournal,
            @Nullable Integer pendingSeq,
            @Nullable OffsetDateTime expires) {}
}
