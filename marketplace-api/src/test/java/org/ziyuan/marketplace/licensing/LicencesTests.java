package org.ziyuan.marketplace.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;

@MarketplaceTest
class LicencesTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    Licences licences;

    @Autowired
    ExpireLicences expire;

    Town town;
    Actor vendor;

    @BeforeEach
    void settle() {
        town = new Town(context);
        vendor = town.vendorManager();
    }

    @Test
    void anIssuedOrderHasAPendingLicenceWithAllItsSeatsFree() {
        Town.Bought ordered = town.ordered(town.school, 30);

        assertThat(town.text("select state || ' ' || seats_total from licence where id = '" + ordered.licence() + "'"))
                .isEqualTo("PENDING 30");
        assertThat(town.text("select total || '=' || free || '+' || assigned from seat_pool where licence_id = '"
                        + ordered.licence() + "'"))
                .isEqualTo("30=30+0");
    }

    @Test
    void aLicenceThatNobodyOrderedIsRefusedAtCommit() {
        NewLicence unbought = new NewLicence(
                Ids.next(),
                Ids.next(),
                Ids.next(),
                town.listing,
                1,
                UUID.fromString(town.text("select id::text from offer where listing_id = '" + town.listing
                        + "' and licence_model = 'school'")),
                town.school,
                Ids.next(),
                LicenceModel.SCHOOL,
                null,
                12);

        assertThatThrownBy(() -> town.commit(licences.prepare(unbought)))
                .hasStackTraceContaining("is torn: no order line bought it");
    }

    @Test
    void aLicenceInForceBeforeTheVendorConfirmedIsRefusedAtCommit() {
        Town.Bought ordered = town.ordered(town.school, null);

        assertThatThrownBy(() -> town.commit(licences.activateForOrder(ordered.order(), vendor)))
                .hasStackTraceContaining("its order is not confirmed");
    }

    @Test
    void confirmationPutsItIntoForceForItsTermOnce() {
        Town.Bought bought = town.bought(town.school, 30);

        town.commit(licences.activateForOrder(bought.order(), vendor));

        assertThat(town.text("select state || ' ' || row_version || ' ' || (valid_until = end_of_term(valid_from, 12))"
                        + " from licence where id = '" + bought.licence() + "'"))
                .isEqualTo("ACTIVE 1 true");
        assertThat(town.text(
                        "select count(*)::text from outbox_message where type = 'LicenceActivated' and aggregate_id = '"
                                + bought.licence() + "'"))
                .isEqualTo("1");
    }

    @Test
    void aTermIsGoodAllOfTheLastDayThatIsPrintedInBeijing() {
        assertThat(ends("2026-11-29 08:30+08", 12)).isEqualTo("2027-11-30T00:00+08:00");
        assertThat(ends("2026-11-29 23:59:59+08", 12)).isEqualTo("2027-11-30T00:00+08:00");
        assertThat(ends("2026-11-29 00:00+08", 12)).isEqualTo("2027-11-30T00:00+08:00");
        assertThat(ends("2028-02-29 10:00+08", 12)).isEqualTo("2029-03-01T00:00+08:00");
        assertThat(ends("2026-08-31 10:00+08", 6)).isEqualTo("2027-03-01T00:00+08:00");
    }

    private String ends(String begins, int months) {
        return town.text("select to_char(end_of_term('%s', %d) at time zone 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI')"
                        .formatted(begins, months))
                + "+08:00";
    }

    @Test
    void aTermThatIsOverIsWrittenDownOnceByWhicheverNodeComesFirst() {
        UUID licence = town.licence(town.school, 2);
        town.run("update licence set valid_from = now() - interval '2 days', valid_until = now() - interval '1 second'"
                + " where id = '" + licence + "'");

        Flux.range(0, 4).flatMap(node -> expire.expireDue(), 4).then().block();

        assertThat(town.text("select state || ' ' || row_version from licence where id = '" + licence + "'"))
                .isEqualTo("EXPIRED 2");
        assertThat(town.text("select count(*)::text from audit_entry where subject_id = '" + licence
                        + "' and action = 'licence.expired'"))
                .isEqualTo("1");
    }

    @Test
    void revocationTakesEverySeatBackAndIsFinal() {
        Town.Bought bought = town.bought(town.school, 2);
        town.run("select claim_seat('%s', gen_random_uuid(), '%s', null)"
                .formatted(bought.licence(), town.teacher().person()));

        town.revoke(bought);
        town.revoke(bought);

        assertThat(town.text("select l.state || ' ' || p.free || ' ' || s.state from licence l join seat_pool p on"
                        + " p.licence_id = l.id join seat s on s.licence_id = l.id where l.id = '" + bought.licence()
                        + "'"))
                .isEqualTo("REVOKED 2 REVOKED");
        assertThatThrownBy(() -> town.commit(licences.activateForOrder(bought.order(), vendor)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("licence-state-forbids"));
    }
}
