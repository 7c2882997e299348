package org.ziyuan.marketplace.people.standin;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.ziyuan.marketplace.identity.Role;

/**
 * A duty that is or was lent.
 *
 * @param name who stands in
 * @param home where he works otherwise; empty when nowhere
 * @param lenderName who lent it
 * @param begun whether the time has come
 * @param over whether it has passed, or it was taken back
 * @param mine whether the reader lent it and may take it back
 */
public record StandIn(
        UUID id,
        Role role,
        String name,
        String login,
        String home,
        String lenderName,
        OffsetDateTime validFrom,
        OffsetDateTime validUntil,
        String reason,
        boolean begun,
        boolean over,
        boolean mine) {}
