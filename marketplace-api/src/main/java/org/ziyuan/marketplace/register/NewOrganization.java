package org.ziyuan.marketplace.register;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.organization.Organization;

/**
 * An organization that is about to be entered, at its place.
 *
 * @param regionAbove the region its parent lies in
 */
record NewOrganization(
        UUID id,
        OrganizationFacts facts,
        @Nullable UUID parent,
        String path,
        @Nullable String regionAbove) {

    private static final Pattern REGION = Pattern.compile("[0-9]{6}");

    static NewOrganization below(@Nullable Organization parent, UUID id, OrganizationFacts facts) {
        return parent == null
                ? new NewOrganization(id, facts, null, facts.code(), null)
                : new NewOrganization(id, facts, parent.id(), parent.path() + "." + facts.code(), parent.regionCode());
    }

    /** The same one step down in the same file. */
    NewOrganization child(UUID childId, OrganizationFacts child) {
        return new NewOrganization(childId, child, id, path + "." + child.code(), region());
    }

    /** A bureau whose code is that of a region is the bureau of that region. */
    boolean isOfARegion() {
        return facts.kind().column().equals("bureau")
                && REGION.matcher(facts.code()).matches();
    }

    @Nullable
    String region() {
        return isOfARegion() ? facts.code() : regionAbove;
    }
}
