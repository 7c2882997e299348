package org.ziyuan.marketplace.ordering;

import java.util.Set;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;

/** The next step of an order that one person of the buyer takes: who may, and in which state it waits for him. */
public enum Duty {
    ACCEPT(OrderState.CONFIRMED, Segregation.MAY_ACCEPT, Set.of(Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL)),
    PAY(OrderState.INVOICED, Segregation.MAY_PAY, Set.of(Role.CASHIER));

    private final OrderState state;
    private final String hands;
    private final Set<Role> roles;

    Duty(OrderState state, String hands, Set<Role> roles) {
        this.state = state;
        this.hands = hands;
        this.roles = roles;
    }

    /** The state of an order that waits for this step. */
    public OrderState state() {
        return state;
    }

    /** Over {@code o} (purchase_order), {@code :person} and {@code :own}: it waits for this person. */
    String condition() {
        return "o.state = '" + state + "' and o.buyer_id = :own and " + hands;
    }

    Set<Role> roles() {
        return roles;
    }

    /** Over {@code o} and {@code :person}: this person had no hand in the order that keeps him from this step. */
    public String hands() {
        return hands;
    }

    boolean isOf(Actor actor) {
        return roles.stream().anyMatch(actor::is);
    }
}
