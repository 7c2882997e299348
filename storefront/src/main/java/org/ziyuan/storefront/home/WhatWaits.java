package org.ziyuan.storefront.home;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.Submissions;
import org.ziyuan.marketplace.listing.Submissions.Submission;
import org.ziyuan.marketplace.ordering.Duty;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.DecideDifference;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.procurement.approval.Inbox;
import org.ziyuan.procurement.approval.InboxItem;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.procurement.requisition.Requisitions.AtHand;
import org.ziyuan.storefront.inbox.MoneyToDecide;
import org.ziyuan.storefront.inbox.MoneyToDecide.Waiting;
import org.ziyuan.storefront.layout.Figures;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What waits for one person, whatever the roles: decisions on purchases and on money, deliveries, payments, reviews, own
 * drafts. Each kind is read where its page reads it, and only what this very person may do is in it: a to-do that may not
 * be done is none.
 */
@Component
class WhatWaits {

    /** A home page shows the newest of each kind; the rest stands behind the link to all of them. */
    private static final int OF_EACH_KIND = 5;

    /** Kinds that are read side by side: one person's page leaves connections to others. */
    private static final int AT_ONCE = 2;

    private final Inbox inbox;
    private final MoneyToDecide money;
    private final PurchaseOrders orders;
    private final Requisitions requisitions;
    private final PaymentDifferences differences;
    private final DecideDifference decideDifference;
    private final Submissions submissions;

    WhatWaits(
            Inbox inbox,
            MoneyToDecide money,
            PurchaseOrders orders,
            Requisitions requisitions,
            PaymentDifferences differences,
            DecideDifference decideDifference,
            Submissions submissions) {
        this.inbox = inbox;
        this.money = money;
        this.orders = orders;
        this.requisitions = requisitions;
        this.differences = differences;
        this.decideDifference = decideDifference;
        this.submissions = submissions;
    }

    /** The first of each kind, and where the rest of a kind stands that has more. */
    record Some(List<Task> tasks, List<More> more) {}

    /** All of a kind. */
    record More(String kind, String href) {}

    /** @param own the requisitions that the actor has at hand */
    Mono<Some> of(Actor actor, AtHand own) {
        List<Mono<Some>> kinds = List.of(
                some("approve", "/inbox", decisions(actor)),
                some("decide", "/inbox", moneyDecisions(actor)),
                some("accept", "/orders?duty=ACCEPT", orders(actor, Duty.ACCEPT, "accept")),
                some("pay", "/orders?duty=PAY", orders(actor, Duty.PAY, "pay")),
                some("difference", "/payments/differences", differences(actor)),
                some("refund", "/payments/differences", refunds(actor)),
                some("review", "/review", reviews(actor)),
                some(
                        "submit",
                        "/requisitions?state=DRAFT",
                        Flux.fromIterable(own.drafts()).map(WhatWaits::draft)));
        return Flux.mergeSequential(Flux.fromIterable(kinds), AT_ONCE, 1)
                .collectList()
                .map(read -> new Some(
                        read.stream().flatMap(kind -> kind.tasks().stream()).toList(),
                        read.stream().flatMap(kind -> kind.more().stream()).toList()));
    }

    /** The person's own requisitions: one more of each kind than a home page shows. */
    Mono<AtHand> own(Actor actor) {
        return actor.isAnyOf(Role.PURCHASER, Role.TEACHER)
                ? requisitions.atHand(actor, OF_EACH_KIND + 1)
                : Mono.just(AtHand.NOTHING);
    }

    /** As many of them as a home page shows. */
    static List<Requisition> shown(List<Requisition> own) {
        return own.subList(0, Math.min(own.size(), OF_EACH_KIND));
    }

    private static Mono<Some> some(String kind, String all, Flux<Task> tasks) {
        return tasks.take(OF_EACH_KIND + 1L)
                .collectList()
                .map(read -> read.size() <= OF_EACH_KIND
                        ? new Some(read, List.of())
                        : new Some(read.subList(0, OF_EACH_KIND), List.of(new More(kind, all))));
    }

    private Flux<Task> decisions(Actor actor) {
        return actor.isAnyOf(Role.ACCOUNTANT, Role.PRINCIPAL)
                ? inbox.decidedBy(actor, Sought.everything(Cursor.START, OF_EACH_KIND + 1))
                        .flatMapIterable(page -> page.items())
                        .map(WhatWaits::decision)
                : Flux.empty();
    }

    private Flux<Task> moneyDecisions(Actor actor) {
        return money.of(actor).flatMapIterable(MoneyToDecide.Decisions::waiting).map(WhatWaits::moneyDecision);
    }

    private Flux<Task> orders(Actor actor, Duty duty, String kind) {
        return orders.waitingFor(actor, duty, OF_EACH_KIND + 1).map(order -> order(order, kind));
    }

    /** What stands against the school's own payments and this very person may decide about. */
    private Flux<Task> differences(Actor actor) {
        return actor.is(Role.ACCOUNTANT)
                ? open(actor)
                        .filter(one -> one.buyerId().equals(actor.organizationId()))
                        .filterWhen(one -> decideDifference.mayDecide(one, actor))
                        .map(one -> difference("difference", one, "/orders/" + one.orderId()))
                : Flux.empty();
    }

    /** What the operator sees to: that a school books what a provider took back. */
    private Flux<Task> refunds(Actor actor) {
        return actor.is(Role.OPERATOR)
                ? open(actor).map(one -> difference("refund", one, "/payments/differences"))
                : Flux.empty();
    }

    private Flux<PaymentDifference> open(Actor actor) {
        return differences
                .open(actor, Sought.everything(Cursor.START, OF_EACH_KIND + 1))
                .flatMapIterable(page -> page.items());
    }

    private Flux<Task> reviews(Actor actor) {
        return actor.is(Role.OPERATOR)
                ? submissions
                        .waiting(Sought.everything(Cursor.START, OF_EACH_KIND + 1))
                        .flatMapIterable(page -> page.items())
                        .map(WhatWaits::review)
                : Flux.empty();
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

    private static Task moneyDecision(Waiting one) {
        return new Task("decide", one.what(), one.reason(), one.asker(), one.amountInFen(), null, one.href());
    }

    private static Task difference(String kind, PaymentDifference one, String href) {
        return new Task(
                kind,
                one.orderNumber(),
                one.buyerName(),
                one.vendorName(),
                one.amount().fen(),
                null,
                href);
    }

    private static Task review(Submission one) {
        return new Task("review", one.vendorName(), one.title(), "", null, null, "/review");
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
