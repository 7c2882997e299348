package org.ziyuan.marketplace.people;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.ziyuan.marketplace.identity.PersonStatus;
import org.ziyuan.marketplace.identity.Role;

/**
 * A person as a list shows him to one reader.
 *
 * @param organizations where he has roles now, as far as the reader sees it
 * @param roles those roles, each once
 * @param invited he has been invited and has not come yet
 */
public record Person(
        UUID id,
        String login,
        String displayName,
        PersonStatus status,
        boolean invited,
        List<String> organizations,
        List<String> roles,
        OffsetDateTime createdAt) {

    /** His roles in the order of {@link Role}. */
    public List<Role> heldRoles() {
        return roles.stream().map(Role::valueOf).sorted().toList();
    }
}
