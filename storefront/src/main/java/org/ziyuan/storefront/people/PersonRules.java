package org.ziyuan.storefront.people;

import java.util.Set;
import java.util.UUID;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.people.Granting.Reach;
import org.ziyuan.marketplace.people.Invitation;
import org.ziyuan.marketplace.people.PersonFile;

/**
 * What the page of a person offers one reader.
 *
 * @param ends the grants that he may end
 * @param invites hand out or take back the invitation that is open
 */
record PersonRules(Set<UUID> ends, boolean suspend, boolean restore, boolean reset, boolean invites) {

    static PersonRules of(PersonFile file, Reach reach, Actor reader) {
        boolean above = reach.all() && !file.person().id().equals(reader.personId());
        boolean active = file.person().status().isActive();
        boolean open = file.invitations().stream().anyMatch(Invitation::stillOpen);
        return new PersonRules(
                reach.grants(), above && active, above && !active, above && active, above && active && open);
    }

    public boolean mayEnd(UUID grant) {
        return ends.contains(grant);
    }
}
