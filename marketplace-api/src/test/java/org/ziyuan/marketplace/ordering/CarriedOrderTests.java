package org.ziyuan.marketplace.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.ordering.Purchase.now;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.InstructPayment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.MovableClock;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.yearend.AdvanceYearEnds;
import org.ziyuan.marketplace.yearend.StartYearEnd;

/** An order whose year is closed before the delivery has come. */
@MarketplaceTest
@Import(MovableClock.Bound.class)
class CarriedOrderTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    MovableClock clock;

    @Autowired
    List<Invariant> invariants;

    @Test
    void isAcceptedAndPaidFromTheLineOfTheNextYear() {
        clock.set(LocalDate.of(2026, 12, 1));
        Purchase purchase = new Purchase(beans);
        purchase.confirm();
        clock.set(LocalDate.of(2027, 1, 5));
        UUID close = Ids.next();
        beans.getBean(StartYearEnd.class)
                .close(close, purchase.bureau.organizationId(), true, 2026, true, purchase.bureau)
                .then()
                .block();
        beans.getBean(AdvanceYearEnds.class).advanceAll().block();

        PurchaseOrder carried = purchase.current();
        assertThat(carried.budgetLineId()).isEqualTo(purchase.budgetLine);
        assertThat(carried.chargedLineId()).isNotEqualTo(purchase.budgetLine);
        assertThat(balance(carried).encumbered()).isEqualTo(Purchase.TOTAL);

        beans.getBean(AcceptDelivery.class)
                .accept(purchase.order, purchase.note(), purchase.teacher)
                .then()
                .block();
        assertThat(balance(carried).accepted()).isEqualTo(Purchase.TOTAL);
        beans.getBean(RegisterInvoice.class)
                .register(purchase.order, purchase.claim(Purchase.TOTAL), purchase.vendor)
                .then()
                .block();
        beans.getBean(InstructPayment.class)
                .instruct(purchase.order, PaymentChannel.TREASURY, Ids.next(), purchase.accountant)
                .then()
                .block();

        assertThat(purchase.current().state()).isEqualTo(OrderState.PAYMENT_INSTRUCTED);
        assertThat(purchase.balance().encumbered()).isEqualTo(Money.ZERO);
        for (String code :
                List.of("order-matches-budget-book", "carried-contracts-are-whole", "closed-years-are-quiet")) {
            assertThat(invariants.stream()
                            .filter(invariant -> invariant.code().equals(code))
                            .flatMap(invariant -> now(invariant.check().collectList()).stream()))
                    .as(code)
                    .isEmpty();
        }
    }

    private LineBalance balance(PurchaseOrder order) {
        return now(beans.getBean(BudgetBook.class).balance(order.chargedLineId()));
    }
}
