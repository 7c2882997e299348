package org.ziyuan.marketplace.licensing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.MoneyTransactions;

@MarketplaceTest
class GateTests {

    @Autowired
    Gate gate;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    ApplicationContext context;

    Town town;
    Actor teacher;

    @BeforeEach
    void settle() {
        town = new Town(context);
        teacher = town.teacher();
    }

    @Test
    void nobodyPassesWithoutALicenceAndAVendorIsNoMember() {
        assertThat(town.licence(town.strangeSchool(), null)).isNotNull();

        assertThat(reason(teacher)).isEqualTo(GateReason.NO_LICENCE);
        assertThat(reason(town.vendorManager())).isEqualTo(GateReason.NOT_A_MEMBER);
    }

    @Test
    void aSuspendedPersonIsNoMemberAnyMore() {
        assertThat(town.licence(town.school, null)).isNotNull();
        assertThat(reason(teacher)).isEqualTo(GateReason.SITE_LICENCE);

        town.run("update person set status = 'SUSPENDED' where id = '" + teacher.person() + "'");

        assertThat(reason(teacher)).isEqualTo(GateReason.NOT_A_MEMBER);
    }

    @Test
    void aLicenceOfTheCountySpreadsToItsSchools() {
        assertThat(town.licence(town.county, null)).isNotNull();

        assertThat(reason(teacher)).isEqualTo(GateReason.SITE_LICENCE);
        assertThat(reason(town.member(town.county, Role.COUNTY_BUREAU))).isEqualTo(GateReason.SITE_LICENCE);
    }

    @Test
    void enteringTakesASeatOnceAndTheNextLookSaysItIsHeld() {
        UUID licence = town.licence(town.school, 1);
        assertThat(reason(teacher)).isEqualTo(GateReason.MAY_CLAIM);

        GateDecision entered = enter(teacher);
        GateDecision again = enter(teacher);

        assertThat(entered.licenceId()).isEqualTo(licence);
        assertThat(entered.seatId()).isNotNull().isEqualTo(again.seatId());
        assertThat(reason(teacher)).isEqualTo(GateReason.SEAT_HELD);
        assertThat(reason(town.teacher())).isEqualTo(GateReason.SEATS_EXHAUSTED);
    }

    @Test
    void aRevokedLicenceStopsTheNextStepAtOnce() {
        Town.Bought bought = town.bought(town.school, 1);
        assertThat(enter(teacher).allows()).isTrue();

        town.revoke(bought);

        assertThat(enter(teacher).reason()).isEqualTo(GateReason.LICENCE_REVOKED);
    }

    private GateReason reason(Actor actor) {
        return Objects.requireNonNull(gate.mayUse(actor.person(), town.listing).block())
                .reason();
    }

    private GateDecision enter(Actor actor) {
        return Objects.requireNonNull(
                transactions.execute(gate.enter(actor.person(), town.listing)).block());
    }
}
