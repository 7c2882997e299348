package org.ziyuan.marketplace.vendor;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.lifecycle.LifeCycle;

/**
 * What somebody said who asks to become a vendor.
 *
 * @param vendorType the column of a {@link VendorType}
 * @param login by which the contact will sign in
 * @param reason why it was refused; else empty
 * @param organizationId the vendor it became
 */
public record VendorApplication(
        UUID id,
        String name,
        String creditCode,
        String vendorType,
        String contactName,
        String phone,
        String login,
        State state,
        OffsetDateTime askedAt,
        @Nullable String decidedByName,
        @Nullable OffsetDateTime decidedAt,
        String reason,
        @Nullable UUID organizationId) {

    static final String COLUMNS = """
            select id, name, credit_code, vendor_type, contact_name, phone, login, state, asked_at, decided_by_name, decided_at,
                   reason, organization_id from vendor_application
            """;

    /** Where it stands. */
    public enum State {
        ASKED,
        ACCEPTED,
        REFUSED;

        public boolean isAccepted() {
            return this == ACCEPTED;
        }

        public boolean isRefused() {
            return this == REFUSED;
        }

        /** What may happen to it. */
        enum Event {
            ACCEPT,
            REFUSE
        }

        public static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of(
                        "vendor-application", State.class, ASKED)
                .permit(ASKED, Event.ACCEPT, ACCEPTED)
                .permit(ASKED, Event.REFUSE, REFUSED);
    }
}
