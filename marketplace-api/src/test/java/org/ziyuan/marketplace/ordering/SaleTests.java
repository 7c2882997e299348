package org.ziyuan.marketplace.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.Sale;
import org.ziyuan.marketplace.listing.sale.PlanSale;
import org.ziyuan.marketplace.listing.sale.SalePlan;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.worklist.Notice;
import org.ziyuan.marketplace.worklist.Notices;

/** A listing is sold from its first day through its last, and who holds it is told before either ends. */
@MarketplaceTest
class SaleTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    DatabaseClient database;

    @Autowired
    PlanSale plan;

    @Autowired
    Listings listings;

    @Autowired
    Notices notices;

    private Purchase purchase;
    private UUID listing;

    @BeforeEach
    void aListing() {
        purchase = new Purchase(beans);
        listing = purchase.request.lines().get(0).listingId();
    }

    @Test
    void whatIsAnnouncedIsShownAndSoldFromItsFirstDay() {
        planned(today().plusDays(1), null, null, false);

        assertThat(sale().phase()).isEqualTo(Sale.Phase.ANNOUNCED);
        assertThat(listing().isForSale()).isFalse();
        assertThatThrownBy(purchase::issue).hasMessageContaining("listing-not-for-sale");
        planned(today(), null, null, false);
        assertThat(listing().isForSale()).isTrue();
        purchase.issue();
    }

    @Test
    void whatIsOutForAWhileIsNotOrderedAndThenIsAgain() {
        planned(null, null, null, true);

        assertThat(sale().phase()).isEqualTo(Sale.Phase.KEPT_BACK);
        assertThatThrownBy(purchase::issue).hasMessageContaining("listing-not-for-sale");
        planned(null, null, null, false);
        purchase.issue();
        assertThat(news()).as("told once each way").isEqualTo(2);
    }

    @Test
    void theLastDayOfItsSaleIsSoldAndWhatWasSoldRunsOn() {
        planned(null, today(), null, false);
        assertThat(sale().phase()).isEqualTo(Sale.Phase.LIMITED);
        purchase.confirm();

        aDayGoesBy();

        assertThat(sale().phase()).isEqualTo(Sale.Phase.SALE_ENDED);
        assertThat(listing().isForSale()).isFalse();
        Purchase another = new Purchase(beans, purchase.vendor);
        assertThatThrownBy(() -> Purchase.run(beans.getBean(IssuePurchaseOrder.class)
                        .issue(
                                new OrderRequest(
                                        another.order,
                                        another.requisition,
                                        another.requester.organizationId(),
                                        another.budgetLine,
                                        another.requester.person(),
                                        another.request.approvedBy(),
                                        purchase.request.lines()),
                                another.principal)))
                .hasMessageContaining("listing-not-for-sale");
        assertThat(purchase.licenceStates()).containsOnly("ACTIVE");
    }

    @Test
    void theUseEndsNotBeforeNinetyDaysAndNotBeforeWhatWasAndWillBeSold() {
        refused("use-ends-too-soon", today().plusDays(1), today().plusDays(89));
        refused("use-ends-too-soon", today(), today().plusMonths(12).minusDays(1));
        planned(null, today(), today().plusMonths(12), false);
        purchase.confirm();
        planned(null, today().minusDays(1), null, false);
        refused(
                "use-ends-too-soon",
                today().minusDays(1),
                today().plusMonths(12).minusDays(1));
        forEver();
        refused("use-never-ends", today(), today().plusYears(5));
        refused("sale-end-missing", null, today().plusYears(5));
        assertThatThrownBy(() -> planned(today(), today().minusDays(1), null, false))
                .hasMessageContaining("sale-ends-before-it-begins");
        assertThatThrownBy(() -> Purchase.run(
                        plan.plan(listing, new SalePlan(null, null, null, true, ""), new Purchase(beans).vendor)))
                .as("another's")
                .hasMessageContaining("listing-not-found");
    }

    @Test
    void whoHoldsItIsToldNinetyAndThirtyDaysBeforeAndNobodyElse() {
        purchase.confirm();
        assertThat(told(purchase)).isEmpty();
        planned(null, today().plusDays(91), null, false);
        assertThat(told(purchase)).isEmpty();

        planned(null, today().plusDays(90), null, false);
        assertThat(told(purchase)).hasSize(1);
        assertThat(told(purchase).get(0).about())
                .contains("爱科学", today().plusDays(90).toString());
        planned(null, today().plusDays(30), null, false);
        assertThat(told(purchase)).hasSize(2);
        assertThat(told(new Purchase(beans))).isEmpty();
    }

    private List<Notice> told(Purchase buyer) {
        return Purchase.now(notices.of(buyer.requester, Sought.everything(Cursor.START, 50))).items().stream()
                .filter(notice -> notice.kind().equals("ending"))
                .toList();
    }

    private void refused(String code, @Nullable LocalDate until, LocalDate usedUntil) {
        assertThatThrownBy(() -> planned(null, until, usedUntil, false)).hasMessageContaining(code);
    }

    private void planned(
            @Nullable LocalDate from, @Nullable LocalDate until, @Nullable LocalDate usedUntil, boolean keptBack) {
        Purchase.run(plan.plan(listing, new SalePlan(from, until, usedUntil, keptBack, ""), purchase.vendor));
    }

    private void aDayGoesBy() {
        Purchase.run(database.sql("update listing_sale set sold_until = sold_until - 1 where listing_id = :id")
                .bind("id", listing)
                .then());
    }

    private void forEver() {
        Purchase.run(database.sql("update offer set licence_model = 'perpetual' where listing_id = :id")
                .bind("id", listing)
                .then());
    }

    private long news() {
        return Purchase.now(database.sql(
                        "select count(*) from outbox_message where type = 'ListingSaleMoved' and aggregate_id = :id")
                .bind("id", listing)
                .mapValue(Long.class)
                .one());
    }

    private Sale sale() {
        return listing().sale();
    }

    private Listing listing() {
        return Purchase.now(listings.find(listing));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }
}
