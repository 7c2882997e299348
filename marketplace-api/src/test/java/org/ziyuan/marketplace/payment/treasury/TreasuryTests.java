package org.ziyuan.marketplace.payment.treasury;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.ordering.Purchase.now;
import static org.ziyuan.marketplace.ordering.Purchase.run;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.PaymentTest;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class TreasuryTests extends PaymentTest {

    @Autowired
    ConfirmTreasuryTransfer treasury;

    @Autowired
    TreasuryTransfers transfers;

    @Test
    void theBanksReceiptSettlesThePaymentAndTheMoneyIsSpent() {
        Payment payment = open(instruct(PaymentChannel.TREASURY));
        assertThat(spent().isPositive()).isFalse();
        String receipt = "GK-" + payment.providerNumber();

        run(treasury.confirm(payment.id(), receipt, purchase.accountant));
        run(treasury.confirm(payment.id(), receipt, purchase.accountant));

        assertThat(current(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(purchase.current().state()).isEqualTo(OrderState.PAID);
        assertThat(spent()).isEqualTo(Purchase.TOTAL);
        assertThat(purchase.news())
                .containsExactly(
                        "PurchaseOrderIssued",
                        "PurchaseOrderConfirmed",
                        "DeliveryAccepted",
                        "InvoiceMatched",
                        "PaymentInstructed",
                        "PaymentSettled");
        TreasuryTransfer document = now(transfers.find(payment.id(), purchase.accountant));
        assertThat(document.number()).matches("粤教支〔20\\d\\d〕\\d{6}号");
        assertThat(document.receiptNumber()).isEqualTo(receipt);
    }

    @Test
    void aReceiptServesOnePaymentAndADecisionStands() {
        Payment payment = instruct(PaymentChannel.TREASURY);
        String receipt = "GK-" + payment.providerNumber();
        run(treasury.confirm(payment.id(), receipt, purchase.accountant));

        assertRefused(
                "payment-decided", () -> run(treasury.confirm(payment.id(), "OTHER-RECEIPT", purchase.accountant)));
        assertRefused("payment-decided", () -> run(treasury.fail(payment.id(), "退回", purchase.accountant)));
        Purchase second = new Purchase(context);
        second.invoice();
        Payment other =
                now(instructPayment.instruct(second.order, PaymentChannel.TREASURY, Ids.next(), second.accountant));
        assertRefused("receipt-used", () -> run(treasury.confirm(other.id(), receipt, second.accountant)));
        assertThat(now(payments.find(other.id(), second.accountant)).state()).isEqualTo(PaymentState.INSTRUCTED);
    }

    @Test
    void ofPaidAndSentBackSaidAtTheSameMomentOneIsBelievedAndTheOtherIsTold() {
        Payment payment = instruct(PaymentChannel.TREASURY);
        String receipt = "GK-" + payment.providerNumber();

        List<String> said = now(Flux.range(0, 8)
                .flatMap(
                        n -> (n % 2 == 0
                                        ? treasury.confirm(payment.id(), receipt, purchase.accountant)
                                        : treasury.fail(payment.id(), "退回", purchase.accountant))
                                .map(decided -> decided.state().name())
                                .onErrorResume(Refusal.class, refused -> Mono.just(refused.code())),
                        8)
                .collectList());

        PaymentState decided = current(payment).state();
        boolean paid = decided == PaymentState.SETTLED;
        assertThat(said).containsOnly(decided.name(), "payment-decided");
        assertThat(said.stream().filter(decided.name()::equals)).hasSize(paid ? 4 : 1);
        assertThat(now(transfers.find(payment.id(), purchase.accountant)).receiptNumber())
                .isEqualTo(paid ? receipt : null);
        assertThat(current(payment).attention()).isNull();
    }

    @Test
    void aTransferTheBankSendsBackCanBePaidAgain() {
        Payment first = instruct(PaymentChannel.TREASURY);
        run(treasury.fail(first.id(), "账号有误", purchase.accountant));

        assertThat(purchase.current().state()).isEqualTo(OrderState.INVOICED);
        assertThat(purchase.balance().accepted()).isEqualTo(Purchase.TOTAL);
        Payment second = instruct(PaymentChannel.TREASURY);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(purchase.current().state()).isEqualTo(OrderState.PAYMENT_INSTRUCTED);
    }

    /** The oldest hundred were told: of an order paid for the hundred and first time nobody saw the attempt under way. */
    @Test
    void howeverOftenAPaymentFailedTheLastOneIsTold() {
        for (int time = 0; time < Payments.OF_ONE_ORDER; time++) {
            run(treasury.fail(instruct(PaymentChannel.TREASURY).id(), "账号有误", purchase.accountant));
        }
        Payment last = instruct(PaymentChannel.TREASURY);

        List<Payment> told =
                now(payments.ofOrder(purchase.order, purchase.accountant).collectList());
        assertThat(told).hasSize(Payments.OF_ONE_ORDER);
        assertThat(told.get(told.size() - 1).id()).isEqualTo(last.id());
        assertThat(told).isSortedAccordingTo(Comparator.comparing(Payment::instructedAt));
    }

    @Test
    void theSameOperationPaysOnceAlsoWhenAskedForAtOnceAndTwoOperationsDoNotPayTwice() {
        UUID operation = Ids.next();
        List<UUID> ids = now(Flux.range(0, 6)
                .flatMap(
                        n -> instructPayment.instruct(
                                purchase.order, PaymentChannel.TREASURY, operation, purchase.accountant),
                        6)
                .map(Payment::id)
                .collectList());

        assertThat(Set.copyOf(ids)).hasSize(1);
        assertRefused("purchase-order-state-forbids", () -> instruct(PaymentChannel.TREASURY));
        assertRefused("payment-channel-unavailable", () -> instruct(PaymentChannel.STRIPE));
    }

    @Test
    void ofTwoWishesToPayAtTheSameMomentOnePays() {
        List<String> said = now(Flux.range(0, 6)
                .flatMap(
                        n -> instructPayment
                                .instruct(purchase.order, PaymentChannel.TREASURY, Ids.next(), purchase.accountant)
                                .map(paid -> paid.state().name())
                                .onErrorResume(Refusal.class, refused -> Mono.just(refused.code())),
                        6)
                .collectList());

        assertThat(said.stream().filter("INSTRUCTED"::equals)).hasSize(1);
        assertThat(said).containsOnly("INSTRUCTED", "purchase-order-state-forbids");
        assertThat(now(payments.ofOrder(purchase.order, purchase.accountant).collectList()))
                .hasSize(1);
    }

    @Test
    void whoAskedApprovedOrReceivedDoesNotPay() {
        Actor receiver = as(purchase.teacher);
        Actor requester = as(purchase.requester);

        assertRefused("payer-is-acceptor", () -> pay(receiver));
        assertRefused("payer-is-requester", () -> pay(requester));
        assertRefused("payer-is-approver", () -> pay(as(purchase.reviewer)));
        assertRefused("role-required", () -> pay(purchase.principal));
        assertRefused("purchase-order-not-found", () -> pay(as(purchase.stranger)));
        assertThat(purchase.current().state()).isEqualTo(OrderState.INVOICED);
    }

    @Test
    void strangersSeeNoPaymentAndTheBureauSeesItsSubtree() {
        Payment payment = instruct(PaymentChannel.TREASURY);

        assertRefused("payment-not-found", () -> run(payments.find(payment.id(), purchase.stranger)));
        assertThat(now(payments.list(purchase.bureau, null, Cursor.START, 5)).items())
                .extracting(Payment::id)
                .containsExactly(payment.id());
        assertThat(now(payments.list(purchase.bureau, PaymentState.UNKNOWN, Cursor.START, 5))
                        .items())
                .isEmpty();
    }

    private void pay(Actor by) {
        run(instructPayment.instruct(purchase.order, PaymentChannel.TREASURY, Ids.next(), by));
    }

    private static Actor as(Actor person) {
        return new Actor(
                person.personId(),
                person.displayName(),
                person.organizationId(),
                person.organizationPath(),
                Set.of(Role.CASHIER));
    }
}
