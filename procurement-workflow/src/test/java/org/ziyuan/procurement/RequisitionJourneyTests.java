package org.ziyuan.procurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.procurement.School.now;
import static org.ziyuan.procurement.School.run;
import static org.ziyuan.procurement.approval.Decision.APPROVE;
import static org.ziyuan.procurement.approval.Decision.REJECT;
import static org.ziyuan.procurement.requisition.RequisitionState.AWAITING_PRINCIPAL;
import static org.ziyuan.procurement.requisition.RequisitionState.COMPLETED;
import static org.ziyuan.procurement.requisition.RequisitionState.REFUSED;
import static org.ziyuan.procurement.requisition.RequisitionState.REJECTED;
import static org.ziyuan.procurement.requisition.RequisitionState.VENDOR_DECLINED;
import static org.ziyuan.procurement.requisition.RequisitionState.WITHDRAWN;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.AcceptDelivery;
import org.ziyuan.marketplace.ordering.AcceptanceNote;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.ordering.InvoiceClaim;
import org.ziyuan.marketplace.ordering.RegisterInvoice;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.method.MethodDecisions;
import org.ziyuan.procurement.progress.ProcessPicture;
import org.ziyuan.procurement.requisition.WithdrawRequisition;

@ProcurementTest
class RequisitionJourneyTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    AnswerPurchaseOrder answer;

    School school;

    @BeforeEach
    void aSchool() {
        school = new School(beans);
    }

    @Test
    void aRequisitionBecomesAnOrderThatIsConfirmedAcceptedInvoicedAndPaid() {
        UUID requisition = school.submitted(20);
        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("1000"));
        assertThat(school.decided(requisition, school.accountant, APPROVE, "")).isEqualTo(AWAITING_PRINCIPAL);
        school.decide(requisition, school.principal, APPROVE, "同意");

        UUID order = school.order(requisition);
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        assertThat(school.balance().encumbered()).isEqualTo(Money.ofYuan("1000"));

        run(answer.confirm(order, school.vendor));
        run(beans.getBean(AcceptDelivery.class).reject(order, "两节课打不开", school.teacher));
        school.awaitStep(requisition, "await-mending");
        run(answer.redeliver(order, "已重新上传", school.vendor));
        run(beans.getBean(AcceptDelivery.class)
                .accept(order, new AcceptanceNote(LocalDate.now(Clock.systemUTC()), ""), school.teacher));
        run(beans.getBean(RegisterInvoice.class).register(order, invoice(), school.vendor));
        tellAboutPayment("PaymentFailed", requisition, order);
        tellAboutPayment("PaymentSettled", requisition, order);

        school.await(requisition, COMPLETED);
        school.awaitProcessEnd(requisition);
        String picture = now(beans.getBean(ProcessPicture.class).of(requisition, school.bureau));
        assertThat(picture)
                .contains("data-step=\"requisition-completed\"", "is-done", "验收与付款")
                .doesNotContain("is-current", "style=", "<script");
    }

    @Test
    void theRejectedRequisitionGivesItsMoneyBack() {
        UUID requisition = school.submitted(20);
        school.decide(requisition, school.accountant, APPROVE, "");

        assertThat(school.decided(requisition, school.principal, REJECT, "本学期已有同类资源"))
                .isEqualTo(REJECTED);

        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        assertThat(school.balance().available()).isEqualTo(Money.ofYuan("10000000"));
        assertThat(school.find(requisition).outcomeReason()).isEqualTo("本学期已有同类资源");
        school.awaitProcessEnd(requisition);
    }

    @Test
    void theWithdrawnRequisitionLeavesTheInboxAndEndsItsProcess() {
        UUID requisition = school.submitted(20);
        UUID task = school.task(requisition, school.accountant);

        run(beans.getBean(WithdrawRequisition.class).withdraw(requisition, school.purchaser));
        run(beans.getBean(WithdrawRequisition.class).withdraw(requisition, school.purchaser));

        assertThat(task).isNotNull();
        assertThat(school.find(requisition).state()).isEqualTo(WITHDRAWN);
        assertThat(school.inbox(requisition, school.accountant)).isEmpty();
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        school.awaitProcessEnd(requisition);
    }

    @Test
    void whatMayNotBeBoughtDirectlyIsRefusedWithTheMethodTheLawAsksFor() {
        UUID requisition = school.submitted(30_000);

        var refused = school.awaited(requisition, REFUSED);

        assertThat(refused.outcomeCode()).isEqualTo("method-not-direct");
        assertThat(refused.outcomeReason()).contains("商城网上竞价", "粤财采购〔2020〕26号");
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        school.awaitProcessEnd(requisition);
    }

    @Test
    void cuttingAnOrderInPiecesChangesNothing() {
        UUID first = school.submitted(3_900);
        UUID second = school.submitted(200);

        assertThat(school.task(first, school.accountant)).isNotNull();
        assertThat(school.awaited(second, REFUSED).outcomeReason()).contains("商城议价");
        var decision = now(beans.getBean(MethodDecisions.class).of(second));
        assertThat(decision.ruleRow()).isEqualTo(3);
    }

    @Test
    void aPieceThatOvertakesTheOtherIsCountedAllTheSame() {
        UUID first = school.submitted(3_900);
        assertThat(school.task(first, school.accountant)).isNotNull();
        // As if the second had been handed in earlier, and had only committed after the first was decided.
        school.run("update requisition set submitted_at = submitted_at + interval '1 hour' where id = '" + first + "'");

        UUID second = school.submitted(200);

        assertThat(school.awaited(second, REFUSED).outcomeReason()).contains("商城议价");
    }

    @Test
    void theVendorWhoDeclinesGivesTheMoneyBack() {
        UUID requisition = school.ordered(20);
        UUID order = school.order(requisition);

        run(answer.decline(order, "本区域暂不供应", school.vendor));

        var declined = school.awaited(requisition, VENDOR_DECLINED);
        assertThat(declined.outcomeReason()).isEqualTo("本区域暂不供应");
        assertThat(school.balance().available()).isEqualTo(Money.ofYuan("10000000"));
        school.awaitProcessEnd(requisition);
    }

    @Test
    void anOrderThatCannotBeIssuedRefusesTheRequisitionInWords() {
        UUID requisition = school.submitted(20);
        school.decide(requisition, school.accountant, APPROVE, "");
        school.run("update organization set status = 'SUSPENDED' where id = '" + school.vendor.organizationId() + "'");

        school.decide(requisition, school.principal, APPROVE, "");

        var refused = school.awaited(requisition, REFUSED);
        assertThat(refused.outcomeCode()).isEqualTo("order-not-issued");
        assertThat(refused.outcomeReason()).isNotBlank();
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        school.awaitProcessEnd(requisition);
    }

    @Test
    void whatIsTakenOffTheShelfBetweenSubmissionAndOrderComesBackWithItsMoney() {
        UUID requisition = school.submitted(20);
        school.decide(requisition, school.accountant, APPROVE, "");
        school.run("update listing set state = 'SUSPENDED' where id = '" + school.listing + "'");

        school.decide(requisition, school.principal, APPROVE, "");

        var refused = school.awaited(requisition, REFUSED);
        assertThat(refused.outcomeCode()).isEqualTo("order-not-issued");
        assertThat(refused.outcomeReason()).isNotBlank();
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        assertThat(school.balance().available()).isEqualTo(Money.ofYuan("10000000"));
        school.awaitProcessEnd(requisition);
    }

    private InvoiceClaim invoice() {
        String number = String.valueOf(
                100_000_000_000L + Math.floorMod(school.offer.getLeastSignificantBits(), 100_000_000_000L));
        return new InvoiceClaim(
                null,
                number,
                LocalDate.now(Clock.systemUTC()),
                Money.ofYuan("1000"),
                Money.ofYuan("30"),
                "第一小学",
                "91440101MA5ABCDE1X");
    }

    /** What payment tells when the provider has decided. */
    private void tellAboutPayment(String fact, UUID requisition, UUID order) {
        run(beans.getBean(MoneyTransactions.class)
                .execute(beans.getBean(Outbox.class)
                        .publish(
                                fact,
                                "purchase-order",
                                order,
                                Map.of("requisitionId", requisition, "orderId", order))));
    }
}
