package org.ziyuan.marketplace.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.finder.PaidPrices;
import org.ziyuan.marketplace.ordering.finder.PaidPrices.Paid;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;

@MarketplaceTest
class PaidPricesTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    DatabaseClient database;

    @Autowired
    PaidPrices prices;

    @Test
    void quartilesAreToldOfFiveSchoolsAndNothingOfFewer() {
        Purchase sold = new Purchase(beans);
        assertThat(Stream.of(700, 800, 850, 900).map(price -> bought(sold, price)))
                .doesNotHaveDuplicates();
        UUID declined = bought(sold, 100);
        Purchase.run(beans.getBean(AnswerPurchaseOrder.class).decline(declined, "本版即将修订", sold.vendor));
        assertThat(paid(sold)).isEmpty();

        assertThat(bought(sold, 1_200)).isNotNull();

        assertThat(paid(sold))
                .extracting(Paid::schools, Paid::lower, Paid::median, Paid::upper)
                .containsExactly(tuple(5, Money.ofFen(800), Money.ofFen(850), Money.ofFen(900)));
    }

    private List<Paid> paid(Purchase sold) {
        UUID listing = sold.request.lines().get(0).listingId();
        return prices.of(List.of(listing), sold.requester)
                .blockOptional()
                .orElseThrow()
                .getOrDefault(listing, List.of());
    }

    /** An order of another school, at the price of the day. */
    private UUID bought(Purchase sold, int price) {
        OrderRequest.Line line = sold.request.lines().get(0);
        database.sql("update offer set unit_price_in_fen = :price where id = :offer")
                .bind("price", price)
                .bind("offer", line.offerId())
                .then()
                .block();
        Purchase school = new Purchase(beans, sold.vendor);
        OrderRequest request = new OrderRequest(
                school.order,
                school.requisition,
                school.requester.organizationId(),
                school.budgetLine,
                school.requester.person(),
                school.request.approvedBy(),
                List.of(new OrderRequest.Line(
                        Ids.next(), line.offerId(), line.listingId(), 1, 10, Money.ofFen(price))));
        Purchase.run(beans.getBean(IssuePurchaseOrder.class).issue(request, school.principal));
        return request.orderId();
    }
}
