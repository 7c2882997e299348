package org.ziyuan.marketplace.ordering;

import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;

/**
 * Which orders an actor may see: the buyer its own, the vendor its own, bureaus and auditors those of their subtree.
 * The limit stands in the query itself, so what is not seen does not exist.
 */
public record Sight(Actor actor) {

    /** A condition over {@code o} (purchase_order) and {@code b} (the buying organization). */
    public static final String CONDITION = """
            ((:asBuyer and o.buyer_id = :self) or (:asVendor and o.vendor_id = :self)
              or (:asOverseer and starts_with(b.path, :subtree)))
            """;

    /** Binds what the condition names. */
    public GenericExecuteSpec bindTo(GenericExecuteSpec query) {
        return query.bind(
                        "asBuyer",
                        actor.isAnyOf(Role.PURCHASER, Role.ACCOUNTANT, Role.PRINCIPAL, Role.TEACHER, Role.AUDITOR))
                .bind("asVendor", actor.is(Role.VENDOR_MANAGER))
                .bind(
                        "asOverseer",
                        !actor.organizationPath().isEmpty()
                                && actor.isAnyOf(
                                        Role.COUNTY_BUREAU, Role.CITY_BUREAU, Role.PROVINCE_BUREAU, Role.AUDITOR))
                .bind("self", actor.organizationId())
                .bind("subtree", actor.organizationPath() + ".");
    }
}
