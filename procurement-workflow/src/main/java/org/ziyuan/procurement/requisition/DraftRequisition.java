package org.ziyuan.procurement.requisition;

import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes a requisition while it is a draft. Only the person who asks may change it; afterwards nobody may. Refused with
 * {@code requisition-not-found}, {@code requisition-of-another-person} and {@code requisition-not-a-draft}.
 */
@Component
public class DraftRequisition {

    private static final int MOST_LINES = 100;
    private static final int MOST_UNITS = 1_000_000;
    private static final TextField PURPOSE = TextField.words("purpose", 0, 500).refusing("purpose-too-long");

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final Listings listings;
    private final BudgetLines budgetLines;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    DraftRequisition(
            DatabaseClient database,
            RequisitionMoves moves,
            Listings listings,
            BudgetLines budgetLines,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.moves = moves;
        this.listings = listings;
        this.budgetLines = budgetLines;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Begins a requisition under an id of the caller's; the same id again is the same requisition. */
    public Mono<UUID> begin(UUID id, String purpose, Actor actor) {
        return transactions.execute(Mono.defer(() -> {
            actor.require(PURCHASER, TEACHER);
            return insert(id, PURPOSE.read(purpose), actor);
        }));
    }

    /**
     * Puts an offer on the requisition at its present price, or changes how much of it is wanted.
     *
     * @param quantity units of the offer's meter
     * @throws Refusal {@code listing-not-for-sale}, {@code quantity-below-minimum}, {@code one-vendor-per-requisition}
     */
    public Mono<UUID> addLine(UUID id, UUID offerId, int quantity, Actor actor) {
        return transactions.execute(draft(id, actor).flatMap(draft -> put(draft, offerId, quantity)));
    }

    /** The same inside the caller's transaction, the draft being locked. */
    Mono<UUID> put(Locked draft, UUID offerId, int quantity) {
        return listings.findOffer(offerId)
                .flatMap(offer ->
                        listings.find(offer.listingId()).flatMap(listing -> write(draft, listing, offer, quantity)));
    }

    /** Takes a line off; a line that is not there is already off. */
    public Mono<Void> removeLine(UUID id, UUID lineId, Actor actor) {
        return transactions.execute(draft(id, actor)
                .flatMap(draft ->
                        database.sql("""
                                with removed as (
                                  delete from requisition_line where id = :line and requisition_id = :id)
                                update requisition r
                                   set row_version = row_version + 1, updated_at = now(),
                                       vendor_id = case when exists (
                                         select from requisition_line l
                                          where l.requisition_id = r.id and l.id <> :line) then vendor_id end
                                 where r.id = :id
                                """).bind("line", lineId).bind("id", id).then()));
    }

    /** Says which purse pays. @throws Refusal {@code budget-line-not-found}, also for another organization's */
    public Mono<Void> payFrom(UUID id, UUID budgetLineId, Actor actor) {
        return transactions.execute(draft(id, actor)
                .flatMap(draft -> budgetLines.find(budgetLineId, actor))
                .filter(line -> line.organizationId().equals(actor.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("budget-line", budgetLineId)))
                .flatMap(line -> update(id, line)));
    }

    /**
     * All that a form about the draft holds, written together or not at all; what it does not hold stays.
     *
     * @param purpose what it is for, in the words the approvers read
     * @param quantities by line; a line that keeps its quantity keeps its price
     * @param budgetLineId the purse that pays
     * @param removed a line that is taken off
     */
    public record Written(
            @Nullable String purpose,
            Map<UUID, Integer> quantities,
            @Nullable UUID budgetLineId,
            @Nullable UUID removed) {}

    /**
     * Writes the draft as a whole.
     *
     * @return whether it costs something else now or is paid from another line
     * @throws Refusal {@code purpose-too-long}, and those of {@link #addLine} and {@link #payFrom}; one about a quantity
     *     names the field {@code quantity-<line>}
     */
    public Mono<Boolean> write(UUID id, Written written, Actor actor) {
        return transactions.execute(draft(id, actor)
                .flatMap(draft -> purpose(id, written.purpose())
                        .then(Mono.defer(() -> takeOff(id, written.removed(), actor)))
                        .then(Mono.defer(() -> quantities(id, written, actor)))
                        .flatMap(counted -> payFromAnother(draft, written.budgetLineId(), actor)
                                .map(paid -> paid || counted || written.removed() != null))));
    }

    private Mono<Void> takeOff(UUID id, @Nullable UUID line, Actor actor) {
        return line == null ? Mono.empty() : removeLine(id, line, actor);
    }

    /** Says whether any has changed. */
    private Mono<Boolean> quantities(UUID id, Written written, Actor actor) {
        return database.sql(
                        "select id, offer_id, title, quantity from requisition_line where requisition_id = :id order by position")
                .bind("id", id)
                .mapProperties(Counted.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .filter(line -> written.quantities().getOrDefault(line.id(), line.quantity()) != line.quantity())
                .concatMap(line -> addLine(
                                id,
                                line.offerId(),
                                written.quantities().getOrDefault(line.id(), line.quantity()),
                                actor)
                        .onErrorMap(Refusal.class, refusal -> line.named(refusal)))
                .count()
                .map(changed -> changed > 0);
    }

    private Mono<Boolean> payFromAnother(Locked draft, @Nullable UUID line, Actor actor) {
        return line == null || line.equals(draft.budgetLineId())
                ? Mono.just(false)
                : payFrom(draft.id(), line, actor).thenReturn(true);
    }

    private Mono<Void> purpose(UUID id, @Nullable String purpose) {
        return purpose == null
                ? Mono.empty()
                : Mono.fromCallable(() -> PURPOSE.read(purpose))
                        .flatMap(words -> database.sql("""
                                update requisition
                                   set purpose = :purpose, row_version = row_version + 1, updated_at = now()
                                 where id = :id and purpose <> :purpose
                                """)
                                .bind("purpose", words)
                                .bind("id", id)
                                .then());
    }

    private record Counted(UUID id, UUID offerId, String title, int quantity) {

        /** An offer that is gone is no page that is not there: the form stays, and says which line it is. */
        Refusal named(Refusal refusal) {
            Refusal said = refusal.kind() == Refusal.Kind.NOT_FOUND
                    ? Refusal.conflict("listing-not-for-sale").with("title", title)
                    : refusal;
            return said.with("field", "quantity-" + id);
        }
    }

    /** The draft, locked, if this person may write it. */
    Mono<Locked> draft(UUID id, Actor actor) {
        return Mono.defer(() -> {
            actor.require(PURCHASER, TEACHER);
            return moves.lock(id).map(found -> writable(found, actor));
        });
    }

    static Locked ownedBy(Actor actor, Locked found) {
        if (!found.organizationId().equals(actor.organizationId())) {
            throw Refusal.notFound("requisition", found.id());
        }
        if (!found.requesterId().equals(actor.person())) {
            throw Refusal.forbidden("requisition-of-another-person").with("number", found.number());
        }
        return found;
    }

    private static Locked writable(Locked found, Actor actor) {
        if (ownedBy(actor, found).state() != RequisitionState.DRAFT) {
            throw Refusal.conflict("requisition-not-a-draft")
                    .with("number", found.number())
                    .with("state", found.state());
        }
        return found;
    }

    private Mono<UUID> insert(UUID id, String purpose, Actor actor) {
        return database.sql("""
                        insert into requisition (id, number, organization_id, requester_id, purpose, state)
                        select :id, 'SQ' || to_char(now() at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-'
                                    || lpad(nextval('requisition_number')::text, 6, '0'),
                               :organization, :person, :purpose, 'DRAFT'
                         where not exists (select from requisition where id = :id)
                            on conflict (id) do nothing
                        returning number
                        """)
                .bind("id", id)
                .bind("organization", actor.organizationId())
                .bind("person", actor.person())
                .bind("purpose", purpose)
                .mapValue(String.class)
                .one()
                .flatMap(number -> moves.note(Ids.derived(id, "drafted"), id, "drafted", "", actor)
                        .then(audit.record(actor, "requisition.drafted", "requisition", id, Map.of("number", number))))
                .then(moves.lock(id).map(found -> ownedBy(actor, found).id()));
    }

    private Mono<UUID> write(Locked draft, Listing listing, Offer offer, int wanted) {
        Refusal no = refusalOf(draft, listing);
        if (no != null) {
            return Mono.error(no);
        }
        return Mono.fromCallable(() -> possible(wanted, offer))
                .flatMap(quantity -> upsert(draft, listing, offer, quantity))
                .flatMap(line -> vendor(draft, listing).thenReturn(line));
    }

    private static @Nullable Refusal refusalOf(Locked draft, Listing listing) {
        if (!listing.isForSale()) {
            return Refusal.conflict("listing-not-for-sale").with("title", listing.title());
        }
        UUID vendor = draft.vendorId();
        boolean another = vendor != null && !vendor.equals(listing.vendorId());
        return another
                ? Refusal.conflict("one-vendor-per-requisition")
                        .with("title", listing.title())
                        .with("vendor", listing.vendorName())
                : null;
    }

    private static int possible(int quantity, Offer offer) {
        if (quantity < offer.minimumQuantity() || quantity > MOST_UNITS) {
            throw Refusal.invalid("quantity-out-of-range")
                    .with("minimum", offer.minimumQuantity())
                    .with("maximum", MOST_UNITS)
                    .with("quantity", quantity);
        }
        return offer.affordable(quantity);
    }

    private Mono<UUID> upsert(Locked draft, Listing listing, Offer offer, int quantity) {
        var statement = database.sql("""
                        insert into requisition_line (id, requisition_id, position, listing_id, listing_version, offer_id,
                          item_class, title, offer_name, licence_model, meter, term_months, quantity,
                          unit_price_in_fen, price_version)
                        select :id, :requisition, coalesce(max(position), 0) + 1, :listing, :version, :offer,
                               :class, :title, :name, :model, :meter, :term, :quantity, :price, :priceVersion
                          from requisition_line where requisition_id = :requisition having count(*) < :most
                        on conflict (requisition_id, offer_id) do update
                          set listing_version = excluded.listing_version, title = excluded.title,
                              offer_name = excluded.offer_name, term_months = excluded.term_months,
                              quantity = excluded.quantity, unit_price_in_fen = excluded.unit_price_in_fen,
                              price_version = excluded.price_version
                        returning id
                        """)
                .bind("id", Ids.derived(draft.id(), offer.id()))
                .bind("requisition", draft.id())
                .bind("listing", listing.id())
                .bind("version", listing.version())
                .bind("offer", offer.id())
                .bind("class", listing.kind())
                .bind("title", listing.title())
                .bind("name", offer.name())
                .bind("model", offer.model().column())
                .bind("meter", offer.meter().column())
                .bind("quantity", quantity)
                .bind("price", offer.unitPrice().fen())
                .bind("priceVersion", offer.priceVersion())
                .bind("most", MOST_LINES);
        Integer term = offer.termMonths();
        return (term == null ? statement.bindNull("term", Integer.class) : statement.bind("term", term))
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(
                        () -> Refusal.invalid("requisition-has-too-many-lines").with("most", MOST_LINES)));
    }

    private Mono<Void> vendor(Locked draft, Listing listing) {
        return database.sql("""
                        update requisition set vendor_id = :vendor, row_version = row_version + 1, updated_at = now()
                         where id = :id
                        """)
                .bind("vendor", listing.vendorId())
                .bind("id", draft.id())
                .then();
    }

    private Mono<Void> update(UUID id, BudgetLine line) {
        return database.sql("""
                        update requisition set budget_line_id = :line, row_version = row_version + 1, updated_at = now()
                         where id = :id
                        """).bind("line", line.id()).bind("id", id).then();
    }
}
