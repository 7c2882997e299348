package org.ziyuan.marketplace.licensing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.listing.LicenceModel;

class BurnOrderTests {

    private static final OffsetDateTime TODAY = OffsetDateTime.parse("2026-11-23T08:00:00+08:00");

    @Test
    void aHeldSeatGoesBeforeALicenceForEverybodyAndThatBeforeAFreeSeat() {
        LicenceStanding held = seats(5, 9, UUID.randomUUID());
        LicenceStanding everybody = licence(LicenceState.ACTIVE, LicenceModel.SCHOOL, 1, null, null);
        LicenceStanding free = seats(1, 9, null);

        assertThat(List.of(free, everybody, held).stream().sorted(LicenceStanding.BURN_ORDER))
                .containsExactly(held, everybody, free);
    }

    @Test
    void amongFreeSeatsTheSoonestEndingGoesFirstAndTheEndlessLast() {
        LicenceStanding endless = seats(null, 9, null);
        LicenceStanding late = seats(8, 9, null);
        LicenceStanding soon = seats(2, 1, null);

        assertThat(List.of(endless, late, soon).stream().sorted(LicenceStanding.BURN_ORDER))
                .containsExactly(soon, late, endless);
    }

    @Test
    void aFreeSeatAnywhereGoesBeforeAnExhaustedPool() {
        LicenceStanding exhausted = seats(1, 0, null);
        LicenceStanding free = seats(9, 3, null);

        assertThat(LicenceStanding.best(List.of(exhausted, free))).contains(free);
    }

    @Test
    void theRefusalNearestToAYesIsTheOneTold() {
        LicenceStanding expired = seats(-1, 9, null);
        LicenceStanding suspended = licence(LicenceState.SUSPENDED, LicenceModel.NAMED_SEAT, 5, 9, null);
        LicenceStanding revoked = licence(LicenceState.REVOKED, LicenceModel.NAMED_SEAT, 5, 9, null);

        assertThat(LicenceStanding.best(List.of(revoked, expired, suspended))
                        .orElseThrow()
                        .reason())
                .isEqualTo(GateReason.LICENCE_SUSPENDED);
        assertThat(LicenceStanding.best(List.of(revoked, expired)).orElseThrow().reason())
                .isEqualTo(GateReason.LICENCE_EXPIRED);
    }

    @Test
    void aServiceIsNeverOpenedAndATermNotBegunIsNotYetValid() {
        LicenceStanding service = licence(LicenceState.ACTIVE, LicenceModel.SERVICE, 5, null, null);
        LicenceStanding tomorrow = new LicenceStanding(
                UUID.randomUUID(),
                LicenceState.ACTIVE,
                LicenceModel.SCHOOL,
                TODAY.plusDays(1),
                null,
                null,
                null,
                false,
                TODAY);

        assertThat(service.reason()).isEqualTo(GateReason.SERVICE_ONLY);
        assertThat(tomorrow.reason()).isEqualTo(GateReason.LICENCE_NOT_YET_VALID);
    }

    private static LicenceStanding seats(@Nullable Integer monthsLeft, int free, @Nullable UUID held) {
        return licence(LicenceState.ACTIVE, LicenceModel.NAMED_SEAT, monthsLeft, free, held);
    }

    private static LicenceStanding licence(
            LicenceState state,
            LicenceModel model,
            @Nullable Integer monthsLeft,
            @Nullable Integer free,
            @Nullable UUID held) {
        OffsetDateTime until = monthsLeft == null ? null : TODAY.plusMonths(monthsLeft);
        return new LicenceStanding(
                UUID.randomUUID(), state, model, TODAY.minusYears(1), until, free, held, false, TODAY);
    }
}
