package org.ziyuan.marketplace.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.marketplace.ordering.Purchase.now;
import static org.ziyuan.marketplace.ordering.Purchase.run;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;

/** An invoiced purchase to pay for; relay and janitor are off, a test says itself when they work. */
@MarketplaceTest
@TestPropertySource(
        properties = {
            "ziyuan.roles=api",
            "ziyuan.payment.return-url=http://127.0.0.1/orders/{orderId}?payment={paymentId}"
        })
public abstract class PaymentTest {

    @Autowired
    protected ApplicationContext context;

    @Autowired
    protected DatabaseClient database;

    @Autowired
    protected InstructPayment instructPayment;

    @Autowired
    protected ReachGateway gateway;

    @Autowired
    protected Payments payments;

    protected Purchase purchase;

    /** Other tests on this database settle payments that they do not have; what is theirs was there before. */
    private Set<Invariant.Violation> before = Set.of();

    @BeforeEach
    void invoicedPurchase() {
        before = Set.copyOf(violations());
        purchase = new Purchase(context);
        purchase.invoice();
    }

    @AfterEach
    void everyInvariantHolds() {
        assertThat(violations()).allMatch(before::contains);
    }

    private List<Invariant.Violation> violations() {
        return now(Flux.fromIterable(context.getBeansOfType(Invariant.class).values())
                .filter(invariant -> invariant.code().startsWith("order-")
                        || invariant.code().startsWith("payment-"))
                .concatMap(Invariant::check)
                .collectList());
    }

    protected Payment instruct(PaymentChannel channel) {
        return instruct(channel, Ids.next());
    }

    protected Payment instruct(PaymentChannel channel, UUID operation) {
        return now(instructPayment.instruct(purchase.order, channel, operation, purchase.accountant));
    }

    /** What the outbox consumer does after the commit. */
    protected Payment open(Payment payment) {
        run(gateway.open(payment.id()));
        return current(payment);
    }

    /** What the janitor does when the payment is due. */
    protected Payment ask(Payment payment) {
        run(gateway.askNow(current(payment)));
        return current(payment);
    }

    protected Payment current(Payment payment) {
        return now(payments.find(payment.id(), purchase.accountant));
    }

    protected List<String> attempts(Payment payment) {
        return now(database.sql("""
                        select kind || ' ' || outcome from payment_attempt where payment_id = :id order by at, id
                        """)
                .bind("id", payment.id())
                .mapValue(String.class)
                .all()
                .collectList());
    }

    protected Money spent() {
        return purchase.balance().spent();
    }

    protected static void assertRefused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
