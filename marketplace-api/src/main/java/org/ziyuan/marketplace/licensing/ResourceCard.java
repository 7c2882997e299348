package org.ziyuan.marketplace.licensing;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.LicenceModel;

/**
 * One resource a person has, or nearly has: what it is, who provides it, and what the person can do now.
 *
 * @param standing why it can, or cannot, be opened; the same answer as at the gate
 * @param providerName the organization that bought it: the own school, the county, the province
 * @param providerTier {@code school}, {@code county}, {@code city} or {@code province}
 * @param seatsTotal null when seats are not counted
 * @param launchable whether a tool or an address stands behind it
 */
public record ResourceCard(
        UUID listingId,
        String kind,
        String title,
        String subtitle,
        @Nullable String stage,
        @Nullable String subject,
        @Nullable String edition,
        @Nullable String grade,
        @Nullable String volume,
        @Nullable String publisher,
        String vendorName,
        UUID licenceId,
        LicenceState state,
        LicenceModel model,
        GateReason standing,
        NextStep nextStep,
        String providerName,
        @Nullable String providerTier,
        @Nullable OffsetDateTime validFrom,
        @Nullable OffsetDateTime validUntil,
        @Nullable Integer seatsTotal,
        @Nullable Integer seatsFree,
        boolean launchable) {

    /** What the person can do; the words for it are the message {@code licence.next.<code>}. */
    public enum NextStep {
        OPEN,
        CLAIM_AND_OPEN,
        CLAIM,
        /** Ask the school for more seats, or for a licence. */
        ASK,
        RENEW,
        WAIT,
        NOTHING;

        public boolean opens() {
            return this == OPEN || this == CLAIM_AND_OPEN;
        }

        /** The seat alone; there is nothing to open. */
        public boolean claims() {
            return this == CLAIM;
        }

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static NextStep after(GateReason standing, boolean launchable) {
            return switch (standing) {
                case SEAT_HELD, SITE_LICENCE -> launchable ? OPEN : NOTHING;
                case MAY_CLAIM -> launchable ? CLAIM_AND_OPEN : CLAIM;
                case SEAT_TAKEN_BACK, SEATS_EXHAUSTED, NO_LICENCE, LICENCE_REVOKED -> ASK;
                case LICENCE_EXPIRED -> RENEW;
                case LICENCE_PENDING, LICENCE_NOT_YET_VALID, LICENCE_SUSPENDED -> WAIT;
                case SERVICE_ONLY, NOT_A_MEMBER -> NOTHING;
            };
        }
    }
}
