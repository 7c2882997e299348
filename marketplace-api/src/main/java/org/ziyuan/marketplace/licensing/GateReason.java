package org.ziyuan.marketplace.licensing;

import java.util.Locale;

/**
 * Why a person may, or may not, open a resource now: one closed list for pages, API, launches and reports.
 *
 * <p>The order is the order in which licences are used up: a seat that is held costs nothing, a licence for everybody
 * costs nothing, only then is a free seat taken. Among the refusals, the nearest to a yes is the one that is told.
 */
public enum GateReason {
    SEAT_HELD(true),
    SITE_LICENCE(true),
    MAY_CLAIM(true),
    /** The holder took this person's seat back: only the holder gives one again. */
    SEAT_TAKEN_BACK(false),
    SEATS_EXHAUSTED(false),
    LICENCE_SUSPENDED(false),
    LICENCE_NOT_YET_VALID(false),
    LICENCE_PENDING(false),
    /** What was bought is rendered by people; there is nothing to open. */
    SERVICE_ONLY(false),
    LICENCE_EXPIRED(false),
    LICENCE_REVOKED(false),
    NO_LICENCE(false),
    NOT_A_MEMBER(false);

    private final boolean allows;

    GateReason(boolean allows) {
        this.allows = allows;
    }

    public boolean holdsSeat() {
        return this == SEAT_HELD;
    }

    public boolean allows() {
        return allows;
    }

    /** As it goes on the wire and into message keys ({@code licence.reason.seats-exhausted}). */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
