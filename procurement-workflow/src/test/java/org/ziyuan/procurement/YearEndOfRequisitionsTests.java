package org.ziyuan.procurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.procurement.School.now;
import static org.ziyuan.procurement.approval.Decision.APPROVE;
import static org.ziyuan.procurement.requisition.RequisitionState.AWAITING_PRINCIPAL;
import static org.ziyuan.procurement.requisition.RequisitionState.WITHDRAWN;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.funding.EndsWithTheYear;
import org.ziyuan.marketplace.ledger.YearEnd;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a requisition says when the year of its money is closed is what the ledger says. */
@ProcurementTest
class YearEndOfRequisitionsTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    List<EndsWithTheYear> documents;

    @Autowired
    YearEnd yearEnd;

    @Autowired
    MoneyTransactions money;

    @Autowired
    List<Invariant> invariants;

    private School school;

    @BeforeEach
    void aSchool() {
        school = new School(beans);
    }

    @Test
    void anOpenRequisitionEndsWithItsYearAndItsProcessToo() {
        UUID requisition = school.submitted(20);
        assertThat(school.decided(requisition, school.accountant, APPROVE, "")).isEqualTo(AWAITING_PRINCIPAL);
        UUID close = Ids.next();

        assertThat(end(requisition, close)).isTrue();
        assertThat(end(requisition, close)).isTrue();

        assertThat(school.find(requisition).state()).isEqualTo(WITHDRAWN);
        assertThat(school.find(requisition).outcomeCode()).isEqualTo("fiscal-year-closed");
        assertThat(school.inbox(requisition, school.principal)).isEmpty();
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        assertThat(school.balance().available()).isEqualTo(Money.ofYuan("10000000"));
        school.awaitProcessEnd(requisition);
        assertThat(invariants.stream()
                        .filter(invariant -> invariant.code().equals("requisition-holds-its-money"))
                        .flatMap(invariant -> now(invariant.check().collectList()).stream()))
                .isEmpty();
    }

    @Test
    void whatIsNoRequisitionIsLeftToOthers() {
        assertThat(end(Ids.next(), Ids.next())).isFalse();
    }

    private boolean end(UUID document, UUID close) {
        Mono<Void> release = yearEnd.releaseRequisition(close, document, school.budgetLine, school.accountant);
        return now(money.execute(Flux.fromIterable(documents)
                .concatMap(kind -> kind.end(document, 2026, school.accountant, release))
                .reduce(Boolean::logicalOr)));
    }
}
