package org.ziyuan.marketplace.people;

import java.util.List;

/**
 * One person with all that a reader who oversees him may know.
 *
 * @param roles in the organizations that the reader sees, those of now first
 * @param invitations the last ones, the newest first
 * @param held what he would leave behind
 */
public record PersonFile(
        Person person, List<RoleHeld> roles, List<Invitation> invitations, List<LeftBehind.Held> held) {

    public PersonFile {
        roles = List.copyOf(roles);
        invitations = List.copyOf(invitations);
        held = List.copyOf(held);
    }

    /** Another as soon as something of it is. */
    String version() {
        return Integer.toHexString((person.toString() + roles + invitations).hashCode());
    }
}
