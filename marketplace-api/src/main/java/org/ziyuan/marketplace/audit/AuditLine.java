package org.ziyuan.marketplace.audit;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry with its place in the chain of its organization.
 *
 * @param actingFor in whose place, where a role of that moment was lent
 * @param organization whose chain it stands in, which is the organization of who acted
 * @param number of the document it is about, null where that has none
 */
public record AuditLine(
        long seq,
        OffsetDateTime at,
        String actor,
        @Nullable String actingFor,
        UUID organizationId,
        String organization,
        String action,
        String kind,
        UUID subjectId,
        @Nullable String number,
        String hash) {}
