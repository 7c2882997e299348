package org.ziyuan.storefront.organization;

import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.Organization;

/** What the page of an organization offers one reader. */
record OrganizationRules(boolean act, boolean move, boolean enterBelow, boolean split) {

    static OrganizationRules of(Organization organization, Actor reader) {
        boolean everywhere = reader.is(Role.OPERATOR);
        boolean own = organization.id().equals(reader.organizationId());
        boolean stands = !organization.isOver();
        boolean inTheTree = organization.rank().isInTheTree();
        boolean act = stands && (everywhere || !own && reader.decidesFor(organization.path()));
        return new OrganizationRules(
                act,
                act && organization.parentId() != null,
                stands && inTheTree && (everywhere || reader.decidesFor(organization.path())),
                act && organization.rank().teaches());
    }
}
