package org.ziyuan.marketplace.people;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Role;

/**
 * A way in for one person, to a role or to a new password.
 *
 * @param role the role he is invited to, null when it is only a new password
 * @param organizationName where he holds it, or who lets him choose a new password
 * @param madeByName who invites
 * @param madeForName the organization for which that person acts
 * @param byOneself the person asked for it himself
 * @param coded a code has been drawn; whoever has it may use it
 * @param mailed its present code was sent by mail
 * @param expired nobody can use it any more
 */
public record Invitation(
        UUID id,
        UUID personId,
        String login,
        String displayName,
        @Nullable Role role,
        String organizationName,
        String madeByName,
        String madeForName,
        OffsetDateTime madeAt,
        OffsetDateTime expiresAt,
        @Nullable OffsetDateTime usedAt,
        @Nullable OffsetDateTime revokedAt,
        boolean coded,
        boolean byOneself,
        boolean mailed,
        boolean expired) {

    /** It was neither used nor taken back. */
    public boolean stillOpen() {
        return usedAt == null && revokedAt == null;
    }

    /** It leads to a role, and not only to a new password. */
    public boolean leadsToRole() {
        return role != null;
    }
}
