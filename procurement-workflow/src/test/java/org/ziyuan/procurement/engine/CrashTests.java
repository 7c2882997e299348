package org.ziyuan.procurement.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.procurement.School.now;
import static org.ziyuan.procurement.School.run;
import static org.ziyuan.procurement.approval.Decision.APPROVE;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.AcceptDelivery;
import org.ziyuan.marketplace.ordering.AcceptanceNote;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.ordering.InvoiceClaim;
import org.ziyuan.marketplace.ordering.RegisterInvoice;
import org.ziyuan.procurement.ProcurementOnly;
import org.ziyuan.procurement.School;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;

/** The process dies between any two steps of the hand-over: nothing is lost, nothing is done twice. */
@SpringBootTest(classes = ProcurementOnly.class)
@ContextConfiguration(initializers = OwnDatabase.class)
class CrashTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    EngineRelay relay;

    @Autowired
    StepWorker worker;

    @Autowired
    ProcessEngine engine;

    @Autowired
    AnswerPurchaseOrder answer;

    @Autowired
    List<Invariant> invariants;

    @Autowired
    @Qualifier("engine")
    JdbcTemplate jdbc;

    School school;

    @BeforeEach
    void aSchool() {
        school = new School(beans);
    }

    @AfterEach
    void everyInvariantHolds() {
        later(Duration.ofSeconds(10));
        workAllSteps();
        deliverEverything();
        ClockUtil.reset();
        for (Invariant invariant : invariants) {
            assertThat(invariant.check().collectList().block())
                    .as(invariant.code())
                    .isEmpty();
        }
    }

    @Test
    void aDatabaseThatSwallowsEveryByteTakesNoConnectionOfTheEngineForEver() {
        OwnDatabase.LINE.swallow();
        try {
            assertThat(CompletableFuture.supplyAsync(() -> relay.next())).failsWithin(Duration.ofSeconds(20));
        } finally {
            OwnDatabase.LINE.carry();
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> jdbc.queryForObject("select true", Boolean.class));
        deliverEverything();
    }

    /** What a node holds that is frozen in the middle of its work is free again soon: the server sees to that. */
    @Test
    void theServerEndsWhatAFrozenNodeHolds() {
        List<String> limits = List.of(
                "lock_timeout",
                "statement_timeout",
                "idle_in_transaction_session_timeout",
                "tcp_user_timeout",
                "tcp_keepalives_idle",
                "tcp_keepalives_interval",
                "tcp_keepalives_count");

        assertThat(limits.stream().map(limit -> jdbc.queryForObject("select current_setting(?)", String.class, limit)))
                .containsExactly("5s", "8s", "10s", "10000", "10", "5", "3");
    }

    @Test
    void aMessagePutOffByAClockThatHasGoneBackSinceDoesNotWaitForIt() {
        UUID requisition = school.submitted(20);
        int postponed = jdbc.update(
                "update market.outbox_delivery set next_attempt_at = now() + interval '25 hours'"
                        + " where consumer = 'engine' and aggregate_id = ?",
                requisition);
        assertThat(postponed).isPositive();

        for (int message = 0; message < 20 && relay.next(); message++) {
            // until nothing is due
        }

        assertThat(instances(requisition)).isEqualTo(1);
    }

    @Test
    void aStepLockedByAClockThatHasGoneBackSinceIsFree() {
        UUID requisition = school.submitted(20);
        deliverEverything();
        ClockUtil.setCurrentTime(Date.from(java.time.Instant.now().plus(Duration.ofHours(25))));
        assertThat(worker.fetch(10)).isNotEmpty();
        ClockUtil.reset();
        assertThat(worker.fetch(10)).isEmpty();

        int unused = worker.tryStuckAgain();

        assertThat(worker.fetch(10))
                .extracting(LockedExternalTask::getBusinessKey)
                .contains(requisition.toString());
        later(Duration.ofSeconds(3));
    }

    @Test
    void dyingBeforeTheCommitOfAStartLeavesNoProcessAndTheNextAttemptStartsOne() {
        UUID requisition = school.submitted(20);

        boolean died = relay.next(() -> {
            throw new IllegalStateException("kill -9");
        });

        assertThat(died).isTrue();
        assertThat(instances(requisition)).isZero();
        assertThat(school.count("process_link where business_id", requisition)).isZero();

        deliverEverything();
        redeliver(requisition, "RequisitionSubmitted");
        deliverEverything();

        assertThat(instances(requisition)).isEqualTo(1);
    }

    @Test
    void aStepWhoseWorkWasDoneButNotReportedIsAskedAgainAndDoesNothingMore() {
        UUID requisition = school.submitted(20);
        deliverEverything();
        List<LockedExternalTask> taken = worker.fetch(10);
        assertThat(taken).extracting(LockedExternalTask::getTopicName).containsExactly("select-method");
        assertThat(worker.perform(taken.get(0))).containsEntry("route", "direct");

        // Dead here: the lock runs out, somebody else is given the step.
        assertThat(worker.fetch(10)).isEmpty();
        later(Duration.ofSeconds(3));
        workAllSteps();

        assertThat(school.find(requisition).state()).isEqualTo(RequisitionState.AWAITING_ACCOUNTANT);
        assertThat(school.count("method_decision where requisition_id", requisition))
                .isEqualTo(1);
        assertThat(school.task(requisition, school.accountant)).isNotNull();
    }

    @Test
    void anOrderThatWasIssuedButNotReportedIsNotIssuedTwice() {
        UUID requisition = approved();
        LockedExternalTask issue = worker.fetch(10).get(0);
        assertThat(worker.perform(issue)).containsEntry("orderOutcome", "issued");
        UUID order = school.order(requisition);

        later(Duration.ofSeconds(3));
        workAllSteps();

        assertThat(school.order(requisition)).isEqualTo(order);
        assertThat(school.count("purchase_order where requisition_id", requisition))
                .isEqualTo(1);
        assertThat(school.balance().encumbered()).isEqualTo(Money.ofYuan("1000"));
        assertThat(waitsAt(requisition)).containsExactly("await-vendor-answer");
    }

    @Test
    void anAnswerThatComesBeforeTheProcessWaitsForItIsKept() {
        UUID requisition = approved();
        LockedExternalTask issue = worker.fetch(10).get(0);
        var words = worker.perform(issue);
        run(answer.confirm(school.order(requisition), school.vendor));
        deliverEverything();
        assertThat(waitsAt(requisition)).containsExactly("issue-order");

        worker.complete(issue, words);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            deliverEverything();
            return waitsAt(requisition).contains("accept-and-pay");
        });
    }

    @Test
    void everyMessageThreeTimesChangesNothingMore() {
        UUID requisition = approved();
        workAllSteps();
        run(answer.confirm(school.order(requisition), school.vendor));
        deliverEverything();
        List<String> before = waitsAt(requisition);

        for (String type : List.of("RequisitionSubmitted", "ApprovalDecided")) {
            redeliver(requisition, type);
            deliverEverything();
        }
        redeliver(school.order(requisition), "PurchaseOrderConfirmed");
        deliverEverything();
        workAllSteps();

        assertThat(waitsAt(requisition)).isEqualTo(before).contains("accept-and-pay");
        assertThat(instances(requisition)).isEqualTo(2);
        assertThat(school.count("purchase_order where requisition_id", requisition))
                .isEqualTo(1);
    }

    @Test
    void aVendorWhoIsSilentIsRemindedThenTheOrderIsTakenBack() {
        UUID requisition = approved();
        workAllSteps();

        fireTimersDueIn(Duration.ofDays(2));
        workAllSteps();
        assertThat(kinds(requisition)).contains("remind-vendor");
        assertThat(school.find(requisition).state()).isEqualTo(RequisitionState.ORDERED);

        fireTimersDueIn(Duration.ofDays(5));
        workAllSteps();
        deliverEverything();

        assertThat(school.find(requisition).state()).isEqualTo(RequisitionState.VENDOR_DECLINED);
        assertThat(school.find(requisition).outcomeReason()).isEqualTo("供应商逾期未答复");
        assertThat(school.balance().available()).isEqualTo(Money.ofYuan("10000000"));
        assertThat(instances(requisition)).isZero();
    }

    @Test
    void anAnswerAtTheLastMomentSavesTheOrder() {
        UUID requisition = approved();
        workAllSteps();
        fireTimersDueIn(Duration.ofDays(5));
        run(answer.confirm(school.order(requisition), school.vendor));

        workAllSteps();
        deliverEverything();

        assertThat(school.find(requisition).state()).isEqualTo(RequisitionState.ORDERED);
        assertThat(waitsAt(requisition)).contains("accept-and-pay");
    }

    @Test
    void aPaymentIsLateThirtyDaysAfterTheDeliveryNotAfterTheInvoice() {
        UUID requisition = approved();
        workAllSteps();
        UUID order = school.order(requisition);
        run(answer.confirm(order, school.vendor));
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        run(beans.getBean(AcceptDelivery.class)
                .accept(order, new AcceptanceNote(today.minusDays(20), ""), school.teacher));
        run(beans.getBean(RegisterInvoice.class)
                .register(
                        order,
                        new InvoiceClaim(
                                null,
                                "26440000000000000001",
                                today,
                                Money.ofYuan("1000"),
                                Money.ofYuan("30"),
                                "第一小学",
                                "91440101MA5ABCDE1X"),
                        school.vendor));
        deliverEverything();

        fireTimersDueIn(Duration.ofDays(9));
        workAllSteps();
        assertThat(kinds(requisition)).doesNotContain("remind-payment");

        fireTimersDueIn(Duration.ofDays(11));
        workAllSteps();
        assertThat(kinds(requisition)).containsOnlyOnce("remind-payment");

        fireTimersDueIn(Duration.ofDays(9));
        workAllSteps();
        assertThat(kinds(requisition)).containsOnlyOnce("remind-payment");
    }

    @Test
    void approversAreReminded() {
        UUID requisition = school.submitted(20);
        deliverEverything();
        workAllSteps();

        fireTimersDueIn(Duration.ofDays(2));
        workAllSteps();

        assertThat(kinds(requisition)).contains("remind-accountant");
        assertThat(waitsAt(requisition)).containsExactly("approve-accountant");
    }

    @Test
    void aPoisonedMessageIsPutAsideAndHoldsUpNobodyElse() {
        UUID poisoned = school.submitted(20);
        int changed = jdbc.update(
                "update market.outbox_delivery set attempts = 7 where consumer = 'engine' and aggregate_id = ?",
                poisoned);
        assertThat(changed).isEqualTo(1);
        boolean tried = relay.next(() -> {
            throw new IllegalStateException("poison");
        });
        assertThat(tried).isTrue();
        UUID healthy = new School(beans).submitted(20);

        deliverEverything();

        assertThat(school.count("outbox_delivery where state = 'QUARANTINED' and aggregate_id", poisoned))
                .isEqualTo(1);
        assertThat(instances(healthy)).isEqualTo(1);
        workAllSteps();
        int released = jdbc.update(
                "update market.outbox_delivery set state = 'PENDING', next_attempt_at = now() where aggregate_id = ? and consumer = 'engine'",
                poisoned);
        assertThat(released).isPositive();
        deliverEverything();
        assertThat(instances(poisoned)).isEqualTo(1);
    }

    @Test
    void severalRelaysShareTheWorkAndStartEveryProcessOnce() throws Exception {
        List<UUID> requisitions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requisitions.add(school.submitted(1));
        }

        List<Thread> relays = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            relays.add(new Thread(relay::drain));
        }
        relays.forEach(Thread::start);
        for (Thread one : relays) {
            one.join();
        }

        assertThat(requisitions).allSatisfy(one -> assertThat(instances(one)).isEqualTo(1));
    }

    @Test
    void aStepThatFailedTooOftenIsTriedAgainLater() {
        UUID requisition = school.submitted(20);
        deliverEverything();
        LockedExternalTask step = worker.fetch(10).get(0);
        engine.getExternalTaskService()
                .handleFailure(step.getId(), step.getWorkerId(), "outage", "the database was away", 0, 0);
        assertThat(worker.fetch(10)).isEmpty();

        assertThat(worker.tryStuckAgain()).isEqualTo(1);
        workAllSteps();

        assertThat(school.find(requisition).state()).isEqualTo(RequisitionState.AWAITING_ACCOUNTANT);
    }

    private UUID approved() {
        UUID requisition = school.submitted(20);
        deliverEverything();
        workAllSteps();
        school.decide(requisition, school.accountant, APPROVE, "");
        deliverEverything();
        school.decide(requisition, school.principal, APPROVE, "");
        deliverEverything();
        return requisition;
    }

    private void deliverEverything() {
        int unused = jdbc.update(
                "update market.outbox_delivery set next_attempt_at = now() where consumer = 'engine' and state = 'PENDING'");
        for (int i = 0; i < 20 && relay.next(); i++) {
            // until nothing is due
        }
    }

    private void workAllSteps() {
        for (List<LockedExternalTask> steps = worker.fetch(10); !steps.isEmpty(); steps = worker.fetch(10)) {
            steps.forEach(worker::work);
        }
    }

    private void redeliver(UUID aggregate, String type) {
        int again = jdbc.update("""
                        update market.outbox_delivery d set state = 'PENDING', next_attempt_at = now()
                          from market.outbox_message m
                         where m.seq = d.seq and d.consumer = 'engine' and m.aggregate_id = ? and m.type = ?
                        """, aggregate, type);
        assertThat(again).isPositive();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock
    private void later(Duration duration) {
        ClockUtil.setCurrentTime(new Date(ClockUtil.getCurrentTime().getTime() + duration.toMillis()));
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock
    private void fireTimersDueIn(Duration duration) {
        ManagementService jobs = engine.getManagementService();
        Date then = new Date(System.currentTimeMillis() + duration.toMillis() + 60_000);
        ClockUtil.setCurrentTime(then);
        for (Job job : new ArrayList<>(
                jobs.createJobQuery().timers().duedateLowerThan(then).list())) {
            if (jobs.createJobQuery().jobId(job.getId()).count() == 1) {
                jobs.executeJob(job.getId());
            }
        }
    }

    private long instances(UUID requisition) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(requisition.toString())
                .count();
    }

    private List<String> waitsAt(UUID requisition) {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(requisition.toString(), "school-direct-purchase")
                .list()
                .stream()
                .flatMap(one -> engine.getRuntimeService().getActiveActivityIds(one.getId()).stream())
                .distinct()
                .toList();
    }

    private List<String> kinds(UUID requisition) {
        return now(beans.getBean(Requisitions.class)
                        .timeline(requisition, school.purchaser)
                        .collectList())
                .stream()
                .map(Requisitions.Happening::kind)
                .toList();
    }
}
