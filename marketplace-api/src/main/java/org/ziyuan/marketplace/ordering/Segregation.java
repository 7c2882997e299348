package org.ziyuan.marketplace.ordering;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * Keeps the four hands apart that touch one purchase: who asks, who approves, who receives and who pays are different
 * people. It looks at persons, not at roles: whoever holds two roles is still one person. Which roles one person must not
 * hold at all stands in {@code excluded_duty}; this asks what he has done, as yesterday's accountant may be today's cashier.
 */
@Component
class Segregation {

    /** Over {@code o}: this person had no hand in the order before its delivery. The same as {@link #mayAccept} asks. */
    static final String MAY_ACCEPT = "o.requested_by <> :person and :person <> all (o.approved_by)";

    /** Over {@code o}: this person had no hand in the order before its payment. The same as {@link #mayPay} asks. */
    static final String MAY_PAY = MAY_ACCEPT + """
             and not exists (select from acceptance a where a.order_id = o.id and a.accepted_by = :person)
            """;

    private final DatabaseClient database;

    Segregation(DatabaseClient database) {
        this.database = database;
    }

    /** Refuses with {@code acceptor-is-requester} or {@code acceptor-is-approver}. */
    Mono<Void> mayAccept(PurchaseOrder order, Actor acceptor) {
        return handsOn(order).flatMap(hands -> {
            if (hands.requester().equals(acceptor.person())) {
                return Mono.error(Refusal.forbidden("acceptor-is-requester"));
            }
            return hands.approvers().contains(acceptor.person())
                    ? Mono.error(Refusal.forbidden("acceptor-is-approver"))
                    : Mono.empty();
        });
    }

    /** Refuses with {@code payer-is-requester}, {@code payer-is-approver} or {@code payer-is-acceptor}. */
    Mono<Void> mayPay(PurchaseOrder order, Actor payer) {
        return handsOn(order).flatMap(hands -> {
            if (hands.requester().equals(payer.person())) {
                return Mono.error(Refusal.forbidden("payer-is-requester"));
            }
            if (hands.approvers().contains(payer.person())) {
                return Mono.error(Refusal.forbidden("payer-is-approver"));
            }
            return payer.person().equals(hands.acceptor())
                    ? Mono.error(Refusal.forbidden("payer-is-acceptor"))
                    : Mono.empty();
        });
    }

    private Mono<Hands> handsOn(PurchaseOrder order) {
        return database.sql("""
                        select o.requested_by, o.approved_by, a.accepted_by
                          from purchase_order o left join acceptance a on a.order_id = o.id where o.id = :id
                        """)
                .bind("id", order.id())
                .map(row -> new Hands(
                        id(row, "requested_by"),
                        Set.copyOf(List.of(read(row, "approved_by", UUID[].class))),
                        row.get("accepted_by", UUID.class)))
                .one();
    }

    private record Hands(
            UUID requester, Set<UUID> approvers, @Nullable UUID acceptor) {}
}
