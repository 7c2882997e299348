package org.ziyuan.marketplace.register;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.refusal.Refusal;

/** Decides who may act upon which part of the tree, and which shapes it may have. */
@Component
class ActRules {

    /** The operator everywhere; a bureau upon what lies below it. */
    static Role[] actors() {
        return Role.bureausAnd(Role.OPERATOR);
    }

    /** @throws Refusal {@code organization-not-found} for what the actor may not see, {@code organization-own} for his own */
    void mayActUpon(Organization organization, Actor actor) {
        actor.require(actors());
        boolean own = organization.id().equals(actor.organizationId());
        if (!actor.is(Role.OPERATOR) && (own || !actor.decidesFor(organization.path()))) {
            throw own ? Refusal.forbidden("organization-own") : Refusal.notFound("organization", organization.id());
        }
    }

    /** @param parent null for what stands at the top, which the operator alone puts there */
    void mayPutBelow(@Nullable Organization parent, Actor actor) {
        actor.require(actors());
        if (!actor.is(Role.OPERATOR) && (parent == null || !actor.decidesFor(parent.path()))) {
            throw parent == null
                    ? Refusal.forbidden("role-required").with("role", Role.OPERATOR.name())
                    : Refusal.notFound("organization", parent.id());
        }
    }

    /** @throws Refusal {@code organization-parent-unfit}, {@code organization-over} */
    void fits(OrganizationKind kind, @Nullable Organization parent) {
        if (parent != null) {
            stands(parent);
        }
        if (!kind.mayLieBelow(parent == null ? null : parent.rank())) {
            throw Refusal.invalid("organization-parent-unfit")
                    .with("kind", kind.words().get(0))
                    .with("parent", parent == null ? "—" : parent.name())
                    .with("field", "parent");
        }
    }

    /** @throws Refusal {@code organization-cycle} when it would lie below itself */
    void noCycle(Organization moved, Organization parent) {
        if (parent.isWithin(moved)) {
            throw Refusal.conflict("organization-cycle")
                    .with("name", moved.name())
                    .with("parent", parent.name())
                    .with("field", "parent");
        }
    }

    /** @throws Refusal {@code organization-over} for what is closed or merged already */
    void stands(Organization organization) {
        if (organization.isOver()) {
            throw Refusal.conflict("organization-over").with("name", organization.name());
        }
    }
}
