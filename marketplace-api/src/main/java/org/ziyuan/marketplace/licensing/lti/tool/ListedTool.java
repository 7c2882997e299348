package org.ziyuan.marketplace.licensing.lti.tool;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A tool in the list of all.
 *
 * @param id what the list knows it by
 * @param clientId the name it goes by in every message
 * @param privacyLevel as {@link PrivacyLevel}, in small letters
 * @param listings how many listings it opens
 */
public record ListedTool(
        UUID id,
        String clientId,
        String name,
        String targetLinkUri,
        String privacyLevel,
        OffsetDateTime registeredAt,
        long listings) {}
