package org.ziyuan.marketplace.licensing.lti.tool;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's tool with where it stands.
 *
 * @param redirectLines where answers may be sent, a line each
 * @param privacyLevel as {@link PrivacyLevel}, in small letters
 * @param reason why it was returned; empty where it was not
 * @param passed in how many roles it was tried to the end
 */
public record VendorTool(
        UUID id,
        String name,
        UUID vendorId,
        String vendorName,
        ToolState state,
        String initiateLoginUri,
        String redirectLines,
        String targetLinkUri,
        String jwksUrl,
        String privacyLevel,
        String reason,
        @Nullable OffsetDateTime decidedAt,
        OffsetDateTime registeredAt,
        int passed) {

    /** Its addresses may still be corrected. */
    public boolean isOpen() {
        return state != ToolState.APPROVED;
    }

    public boolean isReturned() {
        return state == ToolState.RETURNED;
    }

    /** For the operator. */
    public boolean waits() {
        return state == ToolState.WAITING;
    }

    /** Whether it was tried to the end in every role. */
    public boolean hasPassed() {
        return passed == TrialRole.values().length;
    }

    /** It with the latest try of every role. */
    public record Tried(VendorTool tool, List<Trial> trials) {}
}
