package org.ziyuan.storefront.home;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.web.Cursor;
import org.ziyuan.procurement.approval.Inbox;
import org.ziyuan.procurement.approval.InboxItem;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.storefront.layout.Figures;
import reactor.core.publisher.Flux;

/** What waits for a person of a school, by the roles held there: decisions, then deliveries, payments, own drafts. */
@Component
class WhatWaits {

    /** A home page shows the newest of each kind; the rest stands behind the link to all of them. */
    private static final int OF_EACH_KIND = 5;

    private static final int LOOKED_THROUGH = 100;

    private final Inbox inbox;
    private final PurchaseOrders orders;
    private final Requisitions requisitions;

    WhatWaits(Inbox inbox, PurchaseOrders orders, Requisitions requisitions) {
        this.inbox = inbox;
        this.orders = orders;
        this.requisitions = requisitions;
    }

    Flux<Task> of(Actor actor) {
        return Flux.concat(decisions(actor), deliveries(actor), invoices(actor), drafts(actor));
    }

    /** The person's own requisitions that others are working on now. */
    Flux<Requisition> underWay(Actor actor) {
        return actor.isAnyOf(Role.PURCHASER, Role.TEACHER)
                ? own(actor, null)
                        .filter(one -> !one.state().isClosed() && one.state() != RequisitionState.DRAFT)
                        .take(OF_EACH_KIND)
                : Flux.empty();
    }

    private Flux<Task> decisions(Actor actor) {
        return actor.isAnyOf(Role.ACCOUNTANT, Role.PRINCIPAL)
                ? inbox.of(actor, Cursor.START, OF_EACH_KIND)
                        .flatMapIterable(page -> page.items())
                        .filter(item -> item.hindrance() == null)
                        .map(WhatWaits::decision)
                : Flux.empty();
    }

    private Flux<Task> deliveries(Actor actor) {
        return actor.isAnyOf(Role.TEACHER, Role.PURCHASER)
                ? orders(actor, OrderState.CONFIRMED, "accept")
                : Flux.empty();
    }

    private Flux<Task> invoices(Actor actor) {
        return actor.is(Role.ACCOUNTANT) ? orders(actor, OrderState.INVOICED, "pay") : Flux.empty();
    }

    private Flux<Task> drafts(Actor actor) {
        return actor.isAnyOf(Role.PURCHASER, Role.TEACHER)
                ? own(actor, RequisitionState.DRAFT).take(OF_EACH_KIND).map(WhatWaits::draft)
                : Flux.empty();
    }

    private Flux<Requisition> own(Actor actor, @Nullable RequisitionState state) {
        return requisitions
                .list(actor, state, Cursor.START, LOOKED_THROUGH)
                .flatMapIterable(page -> page.items())
                .filter(one -> one.requesterId().equals(actor.personId()));
    }

    private Flux<Task> orders(Actor actor, OrderState state, String kind) {
        return orders.list(actor, state, Cursor.START, OF_EACH_KIND)
                .flatMapIterable(page -> page.items())
                .map(order -> order(order, kind));
    }

    private static Task decision(InboxItem item) {
        OffsetDateTime due = item.dueAt();
        return new Task(
                "approve",
                item.number(),
                item.purpose(),
                item.requesterName(),
                item.total().fen(),
                due == null ? null : due.toInstant(),
                "/inbox");
    }

    private static Task draft(Requisition draft) {
        String vendor = draft.vendorName();
        return new Task(
                "submit",
                draft.number(),
                draft.purpose(),
                vendor == null ? "" : vendor,
                draft.total().fen(),
                null,
                "/requisitions/" + draft.id());
    }

    private static Task order(PurchaseOrder order, String kind) {
        String titles =
                order.lines().stream().map(PurchaseOrder.Line::title).limit(3).collect(Collectors.joining("、"));
        LocalDate payBy = order.payBy();
        return new Task(
                kind,
                order.number(),
                titles,
                order.vendorName(),
                order.total().fen(),
                payBy == null ? null : Figures.within(payBy),
                "/orders/" + order.id());
    }
}
