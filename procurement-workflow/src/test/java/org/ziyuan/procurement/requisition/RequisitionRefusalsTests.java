package org.ziyuan.procurement.requisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ziyuan.procurement.School.now;
import static org.ziyuan.procurement.School.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.ProcurementTest;
import org.ziyuan.procurement.School;
import org.ziyuan.procurement.approval.Decision;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.UserGroup;
import org.ziyuan.procurement.requisition.CopyRequisition.Copied;
import org.ziyuan.procurement.requisition.Requisitions.AtHand;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ProcurementTest
class RequisitionRefusalsTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    BeginRequisition beginning;

    @Autowired
    WriteDraft drafts;

    @Autowired
    SubmitRequisition submission;

    @Autowired
    WithdrawRequisition withdrawal;

    @Autowired
    CopyRequisition copies;

    @Autowired
    AsShown asShown;

    @Autowired
    Requisitions requisitions;

    School school;

    @BeforeEach
    void aSchool() {
        school = new School(beans);
    }

    @Test
    void aPurposeIsKeptAsItIsReadAndMeasuredThen() {
        UUID id = Ids.next();
        run(beginning.begin(id, " 三年级\u200B使用\u00A0", school.purchaser));
        assertThat(school.find(id).purpose()).isEqualTo("三年级使用");

        run(because(id, "𠮷".repeat(500), school.purchaser));

        assertThat(school.find(id).purpose()).hasSize(1000);
        refused("purpose-too-long", () -> run(because(id, "𠮷".repeat(501), school.purchaser)));
        refused("purpose-too-long", () -> run(beginning.begin(Ids.next(), "长".repeat(501), school.purchaser)));
    }

    @Test
    void handingInTwiceIsHandingInOnce() {
        UUID id = school.draft(20);

        run(Flux.range(0, 8).flatMap(i -> submission.submit(id, school.purchaser), 8));

        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("1000"));
        assertThat(school.count("outbox_message where type = 'RequisitionSubmitted' and aggregate_id", id))
                .isEqualTo(1);
    }

    @Test
    void refusesMoreThanIsAvailableAndSaysWhatIs() {
        UUID id = school.draft(200_001);

        assertThatThrownBy(() -> run(submission.submit(id, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("budget-insufficient");
                    assertThat(refusal.values()).containsEntry("available", Money.ofYuan("10000000"));
                });

        assertThat(school.find(id).state()).isEqualTo(RequisitionState.DRAFT);
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        run(drafts.addLine(id, school.offer, Wanted.units(20), school.purchaser));
        run(submission.submit(id, school.purchaser));
        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("1000"));
    }

    @Test
    void whatCostsMoreThanAnotherOfferWouldNeedsAReasonThatTheApproversRead() {
        school.run("""
                insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months)
                values (gen_random_uuid(), '%s', '全校授权', 'school', 'school_year', 90000, 12)
                """.formatted(school.listing));
        UUID id = school.draft(20);
        UUID line = school.find(id).lines().get(0).id();

        assertThat(school.find(id).lines())
                .extracting(RequisitionLine::cheaperOffer, RequisitionLine::cheaperTotal)
                .containsExactly(tuple("全校授权", Money.ofYuan("900")));
        assertThatThrownBy(() -> run(submission.submit(id, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("dearer-offer-needs-a-reason");
                    assertThat(refusal.values())
                            .containsEntry("total", Money.ofYuan("1000"))
                            .containsEntry("cheaper", "全校授权")
                            .containsEntry("cheaperTotal", Money.ofYuan("900"))
                            .containsEntry("field", "reason-" + line);
                });
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);

        run(explained(id, line, "要按学生统计使用情况"));
        run(submission.submit(id, school.purchaser));
        school.run("update offer set active = false where name = '全校授权'");
        assertThat(school.find(id).lines())
                .extracting(RequisitionLine::cheaperOffer, RequisitionLine::cheaperTotal, RequisitionLine::reason)
                .containsExactly(tuple("全校授权", Money.ofYuan("900"), "要按学生统计使用情况"));
    }

    @Test
    void moreSeatsThanPeopleNeedAReasonAndOneThatIsTooLongIsRefusedWithItsField() {
        UUID id = school.draft(1);
        ForWhom class3 = new ForWhom(UserGroup.PUPILS, List.of(Grade.GRADE_3), 40);
        UUID line = now(drafts.addLine(id, school.offer, new Wanted(45, class3, null), school.purchaser));

        assertThatThrownBy(() -> run(submission.submit(id, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("more-units-than-people");
                    assertThat(refusal.values()).containsEntry("quantity", 45).containsEntry("people", 40);
                });
        assertThatThrownBy(() -> run(explained(id, line, "多".repeat(201))))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.values()).containsEntry("field", "reason-" + line));

        run(explained(id, line, "插班生"));
        run(drafts.addLine(id, school.offer, Wanted.units(46), school.purchaser));
        assertThat(school.find(id).lines())
                .extracting(RequisitionLine::people, RequisitionLine::grades, RequisitionLine::reason)
                .containsExactly(tuple(40, "3", "插班生"));
        run(submission.submit(id, school.purchaser));
        assertThat(school.find(id).state()).isNotEqualTo(RequisitionState.DRAFT);
    }

    /** The school has 320 pupils, not counted by grade. */
    @Test
    void morePupilsThanTheSchoolHasNeedAReason() {
        UUID id = school.draft(1);
        ForWhom many = new ForWhom(UserGroup.PUPILS, List.of(Grade.GRADE_3), 321);
        UUID line = now(drafts.addLine(id, school.offer, new Wanted(321, many, null), school.purchaser));

        assertThatThrownBy(() -> run(submission.submit(id, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("more-people-than-pupils");
                    assertThat(refusal.values())
                            .containsEntry("people", 321)
                            .containsEntry("pupils", 320)
                            .containsEntry("field", "reason-" + line);
                });

        run(explained(id, line, "新增一个班"));
        run(submission.submit(id, school.purchaser));
        assertThat(school.find(id).state()).isNotEqualTo(RequisitionState.DRAFT);
    }

    @Test
    void aDearerLineGivesWayToTheOfferThatWouldDoForTheSamePeople() {
        school.run("""
                insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months)
                values (gen_random_uuid(), '%s', '全校授权', 'school', 'school_year', 90000, 12)
                """.formatted(school.listing));
        UUID id = school.draft(1);
        ForWhom class3 = new ForWhom(UserGroup.PUPILS, List.of(Grade.GRADE_3), 40);
        UUID line = now(drafts.addLine(id, school.offer, new Wanted(40, class3, null), school.purchaser));
        WriteDraft.Written exchange = new WriteDraft.Written(null, Map.of(), Map.of(), null, null, line);

        assertThat(now(drafts.write(id, exchange, school.purchaser))).isTrue();

        assertThat(school.find(id).lines())
                .extracting(
                        RequisitionLine::offerName,
                        RequisitionLine::quantity,
                        RequisitionLine::people,
                        RequisitionLine::grades,
                        RequisitionLine::cheaperOffer)
                .containsExactly(tuple("全校授权", 1, 40, "3", null));
        assertThat(school.find(id).total()).isEqualTo(Money.ofYuan("900"));
        assertThat(now(drafts.write(id, exchange, school.purchaser))).isTrue();
        assertThat(school.find(id).lines()).hasSize(1);
        run(submission.submit(id, school.purchaser));
    }

    @Test
    void pupilsAndTeachersTogetherMayCostMoreThanEverybody() {
        school.run("""
                insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months)
                values (gen_random_uuid(), '%1$s', '教师席位', 'named_seat', 'seat_year', 20000, 12),
                       (gen_random_uuid(), '%1$s', '全校授权', 'school', 'school_year', 300000, 12)
                """.formatted(school.listing));
        UUID seats = now(beans.getBean(DatabaseClient.class)
                .sql("select id from offer where listing_id = :listing and name = '教师席位'")
                .bind("listing", school.listing)
                .mapValue(UUID.class)
                .one());
        UUID id = school.draft(1);
        ForWhom pupils = new ForWhom(UserGroup.PUPILS, List.of(), 40);
        ForWhom teachers = new ForWhom(UserGroup.TEACHERS, List.of(), 10);
        run(drafts.addLine(id, school.offer, new Wanted(40, pupils, null), school.purchaser));
        UUID ofTeachers = now(drafts.addLine(id, seats, new Wanted(10, teachers, null), school.purchaser));

        assertThatThrownBy(() -> run(submission.submit(id, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("dearer-offer-needs-a-reason");
                    assertThat(refusal.values())
                            .containsEntry("total", Money.ofYuan("4000"))
                            .containsEntry("cheaperTotal", Money.ofYuan("3000"));
                });
        assertThat(school.find(id).lines()).allMatch(RequisitionLine::isCheaperTogether);

        assertThat(now(drafts.write(
                        id,
                        new WriteDraft.Written(null, Map.of(), Map.of(), null, null, ofTeachers),
                        school.purchaser)))
                .isTrue();

        assertThat(school.find(id).lines())
                .extracting(RequisitionLine::offerName, RequisitionLine::quantity)
                .containsExactly(tuple("全校授权", 1));
        run(submission.submit(id, school.purchaser));
    }

    private Mono<Boolean> explained(UUID id, UUID line, String reason) {
        return drafts.write(
                id, new WriteDraft.Written(null, Map.of(), Map.of(line, reason), null, null, null), school.purchaser);
    }

    @Test
    void refusesMoreForDigitalResourcesThanThePurposeRuleAllowsAndGivesTheMoneyBack() {
        school.run("""
                insert into region (code, name, tier) values ('440000', '广东省', 'province') on conflict do nothing
                """);
        school.run("update organization set region_code = '440000' where id = '" + school.purchaser.organizationId()
                + "'");
        UUID id = school.draft(60_001);

        assertThatThrownBy(() -> run(submission.submit(id, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("purpose-not-allowed");
                    assertThat(refusal.values())
                            .containsEntry("ceiling", Money.ofYuan("3000000"))
                            .containsEntry("requested", Money.ofYuan("3000050"));
                });

        assertThat(school.find(id).state()).isEqualTo(RequisitionState.DRAFT);
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        run(drafts.addLine(id, school.offer, Wanted.units(60_000), school.purchaser));
        run(submission.submit(id, school.purchaser));
        // Three million are too much to be bought directly: the process gives them back, and they may be used again.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> school.find(id).state() == RequisitionState.REFUSED);
        run(submission.submit(school.draft(60_000), school.purchaser));
    }

    @Test
    void refusesThePriceThatChangedSinceItWasShown() {
        UUID id = school.draft(20);
        school.run("update offer set unit_price_in_fen = 6000, price_version = 2 where id = '" + school.offer + "'");

        assertThatThrownBy(() -> run(submission.submit(id, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("price-changed");
                    assertThat(refusal.values())
                            .containsEntry("shown", Money.ofYuan("50"))
                            .containsEntry("current", Money.ofYuan("60"));
                });

        run(drafts.addLine(id, school.offer, Wanted.units(20), school.purchaser));
        run(submission.submit(id, school.purchaser));
        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("1200"));
    }

    @Test
    void refusesWhatIsNoLongerSoldAndVendorsThatMayNotSell() {
        UUID id = school.draft(20);
        school.run("update listing set state = 'SUSPENDED' where id = '" + school.listing + "'");
        refused("listing-not-for-sale", () -> run(submission.submit(id, school.purchaser)));
        refused("listing-not-for-sale", () -> run(drafts.addLine(id, school.offer, Wanted.units(5), school.purchaser)));

        school.run("update listing set state = 'PUBLISHED' where id = '" + school.listing + "'");
        school.run("update organization set status = 'SUSPENDED' where id = '" + school.vendor.organizationId() + "'");
        refused("vendor-not-active", () -> run(submission.submit(id, school.purchaser)));
        refused("listing-not-for-sale", () -> run(drafts.addLine(id, school.offer, Wanted.units(5), school.purchaser)));
    }

    @Test
    void refusesTwoVendorsOnOneRequisition() {
        UUID id = school.draft(20);
        School another = new School(beans);

        refused(
                "one-vendor-per-requisition",
                () -> run(drafts.addLine(id, another.offer, Wanted.units(1), school.purchaser)));

        UUID line = school.find(id).lines().get(0).id();
        run(drafts.removeLine(id, line, school.purchaser));
        run(drafts.addLine(id, another.offer, Wanted.units(1), school.purchaser));
        assertThat(school.find(id).vendorId()).isEqualTo(another.vendor.organizationId());
    }

    @Test
    void refusesWithoutLinesAndWithoutAPurse() {
        UUID id = Ids.next();
        run(beginning.begin(id, "", school.purchaser));
        refused("requisition-has-no-lines", () -> run(submission.submit(id, school.purchaser)));

        run(drafts.addLine(id, school.offer, Wanted.units(1), school.purchaser));
        refused("budget-line-not-chosen", () -> run(submission.submit(id, school.purchaser)));
        refused("budget-line-not-found", () -> run(drafts.payFrom(id, new School(beans).budgetLine, school.purchaser)));
    }

    @Test
    void whatBelongsToAnotherSchoolDoesNotExist() {
        UUID id = school.draft(20);

        refused("requisition-not-found", () -> run(requisitions.find(id, school.stranger)));
        refused("requisition-not-found", () -> run(submission.submit(id, school.stranger)));
        refused("requisition-not-found", () -> run(withdrawal.withdraw(id, school.stranger)));
        refused("requisition-not-found", () -> run(beginning.begin(id, "", school.stranger)));
        assertThat(now(requisitions.find(id, school.bureau)).number()).startsWith("粤教采申〔");
        assertThat(now(requisitions.list(school.stranger, null, Cursor.START, 20))
                        .items())
                .isEmpty();
    }

    @Test
    void onlyTheOneWhoAsksMayChangeIt() {
        UUID id = school.draft(20);

        refused("requisition-of-another-person", () -> run(submission.submit(id, school.teacher)));
        refused("role-required", () -> run(submission.submit(id, school.accountant)));
    }

    @Test
    void afterHandingInNothingCanBeChanged() {
        UUID id = school.submitted(20);

        refused(
                "requisition-not-a-draft",
                () -> run(drafts.addLine(id, school.offer, Wanted.units(5), school.purchaser)));
        for (String rewrite : List.of(
                "update requisition_line set quantity = 400 where requisition_id = '%s'",
                "delete from requisition_line where requisition_id = '%s'",
                "update requisition set purpose = '别的' where id = '%s'",
                "update requisition set total_in_fen = total_in_fen + 1 where id = '%s'")) {
            assertThatThrownBy(() -> school.run(rewrite.formatted(id)))
                    .as("a task is opened for what was handed in")
                    .hasMessageContaining("handed in");
        }
    }

    @Test
    void whatChangesBetweenThePageAndTheTransactionIsRefusedWithTheDifference() {
        UUID id = school.draft(20);
        String shown = now(asShown.of("requisition", id, school.purchaser));
        Mono<Requisition> tooLate = submission
                .submit(id, school.purchaser)
                .doFirst(() -> run(drafts.addLine(id, school.offer, Wanted.units(40), school.purchaser)));

        assertThatThrownBy(() -> now(commanded(id, shown, tooLate, school.purchaser)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("shown-changed");
                    assertThat(refusal.values().get("differences"))
                            .asInstanceOf(InstanceOfAssertFactories.LIST)
                            .contains(Map.of("fact", "total", "was", "¥1,000.00", "now", "¥2,000.00"));
                });
        assertThat(school.find(id).state()).isEqualTo(RequisitionState.DRAFT);
        assertThat(school.balance().reserved()).isEqualTo(Money.ZERO);
        refused("requisition-not-found", () -> now(commanded(id, shown, tooLate, school.stranger)));
        assertThatThrownBy(() -> now(commanded(id, shown, Mono.just("no transaction"), school.purchaser)))
                .isInstanceOf(IllegalStateException.class);

        String asItIs = now(asShown.of("requisition", id, school.purchaser));
        run(commanded(id, asItIs, submission.submit(id, school.purchaser), school.purchaser));
        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("2000"));
    }

    private Mono<Boolean> because(UUID id, String purpose, Actor actor) {
        return drafts.write(id, new WriteDraft.Written(purpose, Map.of(), Map.of(), null, null, null), actor);
    }

    private <T> Mono<T> commanded(UUID id, String shown, Mono<T> act, Actor actor) {
        return asShown.command("requisition", id, shown, act).contextWrite(CurrentActor.acting(actor));
    }

    @Test
    void theDatabaseRefusesASubmissionWithoutMoneySetAside() {
        UUID id = school.draft(20);

        assertThatThrownBy(() -> school.run("""
                        update requisition set state = 'SUBMITTED', total_in_fen = 1, fiscal_year = 2026 where id = '%s'
                        """.formatted(id))).hasMessageContaining("is submitted but");
    }

    @Test
    void whatEndedIsCopiedWithItsLinesPurposeAndReasonIntoOneDraft() {
        UUID ended = school.submitted(20);
        school.decide(ended, school.accountant, Decision.REJECT, "本学期已有纸质教材");
        assertThat(now(requisitions.atHand(school.purchaser, 10).map(AtHand::cameBack)))
                .extracting(Requisition::id)
                .containsExactly(ended);

        Copied copied = now(copies.copy(ended, school.purchaser));

        Requisition draft = school.find(copied.id());
        assertThat(draft.state()).isEqualTo(RequisitionState.DRAFT);
        assertThat(draft.purpose()).isEqualTo("三年级科学课用");
        assertThat(draft.budgetLineId()).isEqualTo(school.budgetLine);
        assertThat(draft.lines()).extracting(RequisitionLine::quantity).containsExactly(20);
        assertThat(now(requisitions.timeline(copied.id(), school.principal).collectList()))
                .last()
                .satisfies(said -> assertThat(said.note()).contains("本学期已有纸质教材"));
        assertThat(now(copies.copy(ended, school.purchaser)).id()).isEqualTo(copied.id());
        assertThat(now(requisitions.atHand(school.purchaser, 10).map(AtHand::cameBack)))
                .isEmpty();
        run(submission.submit(copied.id(), school.purchaser));
        assertThat(now(copies.copy(ended, school.purchaser)).id()).isNotEqualTo(copied.id());
    }

    @Test
    void aCopyLeavesOutWhatIsNotSoldAnyMoreAndSaysSo() {
        UUID ended = school.submitted(20);
        run(withdrawal.withdraw(ended, school.purchaser));
        school.run("update offer set active = false where id = '" + school.offer + "'");

        Copied copied = now(copies.copy(ended, school.teacher));

        assertThat(copied.leftOut()).containsExactly("爱科学");
        assertThat(now(requisitions.find(copied.id(), school.teacher)).lines()).isEmpty();
    }

    @Test
    void refusesToCopyWhatIsUnderWayOrOfAnotherSchool() {
        UUID id = school.submitted(20);

        refused("requisition-still-open", () -> run(copies.copy(id, school.purchaser)));
        refused("requisition-not-found", () -> run(copies.copy(id, school.stranger)));
        refused("role-required", () -> run(copies.copy(id, school.accountant)));
    }

    @Test
    void aListIsReadPageByPage() {
        UUID first = school.draft(1);
        UUID second = school.draft(2);
        UUID third = school.draft(3);

        var page = now(requisitions.list(school.purchaser, null, Cursor.START, 2));
        var rest = now(requisitions.list(school.purchaser, null, Cursor.parse(page.next()), 2));

        assertThat(page.items()).extracting(Requisition::id).containsExactly(third, second);
        assertThat(rest.items()).extracting(Requisition::id).containsExactly(first);
        assertThat(rest.next()).isNull();
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
