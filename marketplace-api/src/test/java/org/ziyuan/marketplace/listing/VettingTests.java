package org.ziyuan.marketplace.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.vetting.Subject;
import org.ziyuan.marketplace.listing.vetting.Vet;
import org.ziyuan.marketplace.listing.vetting.Vetting;
import org.ziyuan.marketplace.listing.vetting.Vettings;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** A school reads what a vendor declares apart from what the operator has checked, and until when. */
@MarketplaceTest
class VettingTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    DatabaseClient database;

    @Autowired
    Vet vet;

    @Autowired
    Vettings vettings;

    private Purchase purchase;
    private UUID listing;
    private Actor operator;

    @BeforeEach
    void aListing() {
        purchase = new Purchase(beans);
        listing = purchase.request.lines().get(0).listingId();
        TestPeople people = new TestPeople(database);
        String code = "o" + Ids.next().toString().replace("-", "");
        operator =
                people.employ(people.person(), people.organization("operator", null, code, code), code, Role.OPERATOR);
    }

    @Test
    void whatIsDeclaredAndWhatIsCheckedStandSideBySideAndTheLatestCounts() {
        UUID id = Ids.next();
        add(id, Subject.PRIVACY, "收集姓名", today().plusYears(1), purchase.vendor);
        add(id, Subject.PRIVACY, "收集姓名", today().plusYears(1), purchase.vendor);
        add(Ids.next(), Subject.PRIVACY, "不收集姓名", today().plusYears(1), purchase.vendor);
        add(Ids.next(), Subject.PRIVACY, "看过隐私政策和抓包", today(), operator);

        assertThat(file()).extracting(Vetting::said).containsExactly("不收集姓名", "看过隐私政策和抓包");
        assertThat(file()).extracting(Vetting::checked).containsExactly(false, true);
        assertThat(file()).allMatch(Vetting::good);
        Purchase.run(database.sql(
                        "update listing_vetting set good_until = good_until - 1 where listing_id = :id and checked")
                .bind("id", listing)
                .then());
        assertThat(file()).extracting(Vetting::good).containsExactly(true, false);
    }

    @Test
    void nobodySpeaksOfAnothersListingOrForEver() {
        assertThatThrownBy(() -> add(Ids.next(), Subject.SECURITY, "等保二级", today(), new Purchase(beans).vendor))
                .hasMessageContaining("listing-not-found");
        assertThatThrownBy(() -> add(Ids.next(), Subject.SECURITY, "等保二级", today(), purchase.requester))
                .hasMessageContaining("role-required");
        for (LocalDate wrong :
                List.of(today().minusDays(1), today().plusYears(3).plusDays(1))) {
            assertThatThrownBy(() -> add(Ids.next(), Subject.SECURITY, "等保二级", wrong, purchase.vendor))
                    .hasMessageContaining("vetting-good-until");
        }
        assertThatThrownBy(() -> add(Ids.next(), Subject.SECURITY, " ", today(), purchase.vendor))
                .hasMessageContaining("text-length");
        assertThat(file()).isEmpty();
    }

    private void add(UUID id, Subject subject, String said, LocalDate until, Actor by) {
        Purchase.run(vet.add(id, listing, new Vet.Said(subject, said, until), by));
    }

    private List<Vetting> file() {
        return Purchase.now(vettings.of(listing));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }
}
