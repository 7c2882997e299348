package org.ziyuan.marketplace.ordering;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.licensing.Licences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.DocumentNumbers;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Issues a purchase order: order, encumbrance, pending licences, news and evidence in one transaction. */
@Component
public class IssuePurchaseOrder {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final DocumentNumbers numbers;
    private final OrderedOffers offers;
    private final PurchaseOrders orders;
    private final OrderSteps steps;
    private final BudgetBook budget;
    private final Licences licences;

    IssuePurchaseOrder(
            DatabaseClient database,
            MoneyTransactions transactions,
            DocumentNumbers numbers,
            OrderedOffers offers,
            PurchaseOrders orders,
            OrderSteps steps,
            BudgetBook budget,
            Licences licences) {
        this.database = database;
        this.transactions = transactions;
        this.numbers = numbers;
        this.offers = offers;
        this.orders = orders;
        this.steps = steps;
        this.budget = budget;
        this.licences = licences;
    }

    /**
     * Issues the order to the vendor of its lines; the same order again is answered as it stands.
     *
     * <p>Refuses with {@code offer-not-found}, {@code order-vendors-differ}, {@code vendor-not-active}, {@code
     * listing-not-for-sale}, {@code price-changed},
     * {@code order-without-amount}, {@code order-differs} (same id, other content) and what the ledger refuses.
     */
    public Mono<PurchaseOrder> issue(OrderRequest request, Actor by) {
        return orders.any(request.orderId())
                .switchIfEmpty(Mono.defer(() -> nextNumber().flatMap(number -> issue(request, number, by))))
                .flatMap(order -> sameAs(request, order));
    }

    /**
     * A number for an order that is about to be issued. Whoever issues inside a transaction of his own asks for it before
     * that transaction begins: inside, every school would wait for every other until it ends.
     */
    public Mono<String> nextNumber() {
        return numbers.next(DocumentNumbers.Kind.PURCHASE_ORDER);
    }

    /** The same under a number that was asked for before; an order that exists already keeps its own. */
    public Mono<PurchaseOrder> issue(OrderRequest request, String number, Actor by) {
        return orders.any(request.orderId())
                .switchIfEmpty(Mono.defer(() -> transactions.execute(issueNow(request, number, by))))
                .flatMap(order -> sameAs(request, order));
    }

    private Mono<PurchaseOrder> issueNow(OrderRequest request, String number, Actor by) {
        return offers.of(request)
                .flatMap(ordered -> insert(request, ordered.get(0).vendorId(), number)
                        .flatMap(isNew -> isNew ? complete(request, ordered, by) : orders.any(request.orderId())));
    }

    private Mono<PurchaseOrder> complete(OrderRequest request, List<OrderedOffer> ordered, Actor by) {
        return insertLines(request)
                .then(orders.any(request.orderId()))
                .flatMap(order -> steps.note(order, "ISSUE", order.id(), by)
                        .then(budget.encumber(
                                request.requisitionId(), order.id(), order.budgetLineId(), order.total(), by))
                        .then(Flux.fromIterable(ordered)
                                .concatMap(offer -> licences.prepare(offer.licence(request)))
                                .then())
                        .then(steps.tell(order, "PurchaseOrderIssued", order.id(), by, Map.of()))
                        .thenReturn(order));
    }

    private Mono<Boolean> insert(OrderRequest request, UUID vendorId, String number) {
        if (!request.total().isPositive()) {
            return Mono.error(Refusal.invalid("order-without-amount"));
        }
        return database.sql("""
                        insert into purchase_order (id, number, requisition_id, buyer_id, vendor_id, budget_line_id,
                                                    total_in_fen, requested_by, approved_by)
                        values (:id, :number, :requisition, :buyer, :vendor, :budgetLine,
                                :total, :requestedBy, :approvedBy) on conflict (id) do nothing
                        """)
                .bind("id", request.orderId())
                .bind("number", number)
                .bind("requisition", request.requisitionId())
                .bind("buyer", request.buyerId())
                .bind("vendor", vendorId)
                .bind("budgetLine", request.budgetLineId())
                .bind("total", request.total().fen())
                .bind("requestedBy", request.requestedBy())
                .bind("approvedBy", request.approvedBy().toArray(UUID[]::new))
                .fetch()
                .rowsUpdated()
                .map(inserted -> inserted == 1);
    }

    private Mono<Void> insertLines(OrderRequest request) {
        return Flux.fromIterable(request.lines())
                .index()
                .concatMap(line -> insertLine(request.orderId(), line.getT1().intValue() + 1, line.getT2()))
                .then();
    }

    private Mono<Void> insertLine(UUID orderId, int position, OrderRequest.Line line) {
        return database.sql("""
                        insert into purchase_order_line (id, order_id, position, listing_id, listing_version, offer_id,
                                                         quantity, unit_price_in_fen, amount_in_fen)
                        values (:id, :order, :position, :listing, :version, :offer, :quantity, :unitPrice, :amount)
                        """)
                .bind("id", line.lineId())
                .bind("order", orderId)
                .bind("position", position)
                .bind("listing", line.listingId())
                .bind("version", line.listingVersion())
                .bind("offer", line.offerId())
                .bind("quantity", line.quantity())
                .bind("unitPrice", line.unitPrice().fen())
                .bind("amount", line.amount().fen())
                .then();
    }

    private static Mono<PurchaseOrder> sameAs(OrderRequest request, PurchaseOrder order) {
        boolean same = order.requisitionId().equals(request.requisitionId())
                && order.buyerId().equals(request.buyerId())
                && order.budgetLineId().equals(request.budgetLineId())
                && order.total().equals(request.total())
                && order.lines().size() == request.lines().size();
        return same
                ? Mono.just(order)
                : Mono.error(Refusal.conflict("order-differs").with("number", order.number()));
    }
}
