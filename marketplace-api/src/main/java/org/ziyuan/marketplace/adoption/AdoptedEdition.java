package org.ziyuan.marketplace.adoption;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An edition as somebody entered it.
 *
 * @param edition empty where none is taken from that day on
 * @param reason the decision it follows, in words
 */
public record AdoptedEdition(
        UUID id,
        String regionCode,
        String regionName,
        String stage,
        String subject,
        String edition,
        LocalDate holdsFrom,
        String reason,
        String setByName,
        OffsetDateTime setAt) {}
