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
        Standing held = seats(5, 9, UUID.randomUUID());
        Standing everybody = licence(LicenceState.ACTIVE, LicenceModel.SCHOOL, 1, null, null);
        Standing free = seats(1, 9, null);

        assertThat(List.of(free, everybody, held).stream().sorted(Standing.BURN_ORDER))
                .containsExactly(held, everybody, free);
    }

    @Test
    void amongFreeSeatsTheSoonestEndingGoesFirstAndTheEndlessLast() {
        Standing endless = seats(null, 9, null);
        Standing late = seats(8, 9, null);
        Standing soon = seats(2, 1, null);

        assertThat(List.of(endless, late, soon).stream().sorted(Standing.BURN_ORDER))
                .containsExactly(soon, late, endless);
    }

    @Test
    void aFreeSeatAnywhereGoesBeforeAnExhaustedPool() {
        Standing exhausted = seats(1, 0, null);
        Standing free = seats(9, 3, null);

        assertThat(Standing.best(List.of(exhausted, free))).contains(free);
    }

    @Test
    void theRefusalNearestToAYesIsTheOneTold() {
        Standing expired = seats(-1, 9, null);
        Standing suspended = licence(LicenceState.SUSPENDED, LicenceModel.NAMED_SEAT, 5, 9, null);
        Standing revoked = licence(LicenceState.REVOKED, LicenceModel.NAMED_SEAT, 5, 9, null);

        assertThat(Standing.best(List.of(revoked, expired, suspended))
                        .orElseThrow()
                        .reason())
                .isEqualTo(GateReason.LICENCE_SUSPENDED);
        assertThat(Standing.best(List.of(revoked, expired)).orElseThrow().reason())
                .isEqualTo(GateReason.LICENCE_EXPIRED);
    }

    @Test
    void aServiceIsNeverOpenedAndATermNotBegunIsNotYetValid() {
        Standing service = licence(LicenceState.ACTIVE, LicenceModel.SERVICE, 5, null, null);
        Standing tomorrow = new Standing(
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

    private static Standing seats(@Nullable Integer monthsLeft, int free, @Nullable UUID held) {
        return licence(LicenceState.ACTIVE, LicenceModel.NAMED_SEAT, monthsLeft, free, held);
    }

    private static Standing licence(
            LicenceState state,
            LicenceModel model,
            @Nullable Integer monthsLeft,
            @Nullable Integer free,
            @Nullable UUID held) {
        OffsetDateTime until = monthsLeft == null ? null : TODAY.plusMonths(monthsLeft);
        return new Standing(UUID.randomUUID(), state, model, TODAY.minusYears(1), until, free, held, false, TODAY);
    }
}
