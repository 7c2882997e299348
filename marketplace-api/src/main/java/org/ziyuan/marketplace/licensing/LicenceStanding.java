package org.ziyuan.marketplace.licensing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.LicenceModel;

/**
 * Where one licence stands towards one person at one moment.
 *
 * @param freeSeats null when seats are not counted
 * @param heldSeat the seat the person holds on it
 * @param takenBack whether the holder took the person's last seat on it back
 * @param at the database's clock, one for all nodes
 */
record LicenceStanding(
        UUID licenceId,
        LicenceState state,
        LicenceModel model,
        @Nullable OffsetDateTime validFrom,
        @Nullable OffsetDateTime validUntil,
        @Nullable Integer freeSeats,
        @Nullable UUID heldSeat,
        boolean takenBack,
        OffsetDateTime at) {

    /** Which licence is used first: see {@link GateReason}; then the one that ends soonest, one without end last. */
    static final Comparator<LicenceStanding> BURN_ORDER = Comparator.comparing(LicenceStanding::reason)
            .thenComparing(LicenceStanding::validUntil, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(LicenceStanding::licenceId);

    static Optional<LicenceStanding> best(List<LicenceStanding> standings) {
        return standings.stream().min(BURN_ORDER);
    }

    static LicenceStanding of(Readable row) {
        return new LicenceStanding(
                id(row, "licence_id"),
                LicenceState.valueOf(text(row, "state")),
                LicenceModel.ofColumn(text(row, "model")),
                row.get("valid_from", OffsetDateTime.class),
                row.get("valid_until", OffsetDateTime.class),
                row.get("free", Integer.class),
                row.get("seat_id", UUID.class),
                Boolean.TRUE.equals(row.get("taken_back", Boolean.class)),
                time(row, "at"));
    }

    GateDecision decision() {
        return new GateDecision(reason(), licenceId, heldSeat);
    }

    GateReason reason() {
        return switch (state) {
            case PENDING -> GateReason.LICENCE_PENDING;
            case SUSPENDED -> GateReason.LICENCE_SUSPENDED;
            case EXPIRED -> GateReason.LICENCE_EXPIRED;
            case REVOKED -> GateReason.LICENCE_REVOKED;
            case ACTIVE -> reasonInForce();
        };
    }

    private GateReason reasonInForce() {
        if (model == LicenceModel.SERVICE) {
            return GateReason.SERVICE_ONLY;
        }
        if (validFrom != null && validFrom.isAfter(at)) {
            return GateReason.LICENCE_NOT_YET_VALID;
        }
        if (validUntil != null && !validUntil.isAfter(at)) {
            return GateReason.LICENCE_EXPIRED;
        }
        if (freeSeats == null) {
            return GateReason.SITE_LICENCE;
        }
        if (heldSeat != null) {
            return GateReason.SEAT_HELD;
        }
        if (takenBack) {
            return GateReason.SEAT_TAKEN_BACK;
        }
        return freeSeats > 0 ? GateReason.MAY_CLAIM : GateReason.SEATS_EXHAUSTED;
    }
}
