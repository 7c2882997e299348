package org.ziyuan.procurement.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.procurement.School.now;
import static org.ziyuan.procurement.approval.Decision.APPROVE;
import static org.ziyuan.procurement.approval.Decision.REJECT;

import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.procurement.ProcurementTest;
import org.ziyuan.procurement.School;
import org.ziyuan.procurement.requisition.RequisitionState;
import reactor.core.publisher.Flux;

@ProcurementTest
class DecideTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    Decide decide;

    School school;
    UUID requisition;
    UUID task;

    @BeforeEach
    void aRequisitionThatAwaitsTheAccountant() {
        school = new School(beans);
        requisition = school.submitted(20);
        task = school.task(requisition, school.accountant);
    }

    @Test
    void theInboxSaysWhenItIsDueAndWhoAsks() {
        InboxItem item = school.inbox(requisition, school.accountant).get(0);

        assertThat(item.dueAt()).isAfter(item.createdAt());
        assertThat(item.overdue()).isFalse();
        assertThat(item.requesterName()).startsWith("王采购");
        assertThat(item.hindrance()).isNull();
        assertThat(school.inbox(requisition, school.principal)).isEmpty();
        assertThat(school.inbox(requisition, school.stranger)).isEmpty();
    }

    @Test
    void theSameWordAgainIsTheSameWordAndAnotherComesTooLate() {
        School.run(decide.decide(task, APPROVE, "", school.accountant));

        assertThat(now(decide.decide(task, APPROVE, "", school.accountant)))
                .isEqualTo(RequisitionState.AWAITING_PRINCIPAL);
        refused("task-decided", () -> now(decide.decide(task, REJECT, "反悔", school.accountant)));
        assertThat(school.count("approval where requisition_id", requisition)).isEqualTo(1);
    }

    @Test
    void ofTwoAccountantsAtOnceOneDecides() {
        Actor second = school.actor("第二会计", school.accountant.organizationId(), "", Role.ACCOUNTANT);

        var answers = now(Flux.just(school.accountant, second)
                .flatMap(one -> decide.decide(task, APPROVE, "", one)
                        .map(String::valueOf)
                        .onErrorResume(Refusal.class, no -> reactor.core.publisher.Mono.just(no.code())))
                .collectList());

        assertThat(answers).containsExactlyInAnyOrder("AWAITING_PRINCIPAL", "task-decided");
    }

    @Test
    void nobodyApprovesHisOwnRequestWhateverHisRoles() {
        Actor both = withRoles(school.purchaser, Role.PURCHASER, Role.ACCOUNTANT, Role.PRINCIPAL);

        refused("own-requisition", () -> now(decide.decide(task, APPROVE, "", both)));
        assertThat(school.inbox(requisition, both))
                .extracting(InboxItem::hindrance)
                .containsExactly("own-requisition");
    }

    @Test
    void nobodyApprovesTwiceWhateverHisRoles() {
        School.run(decide.decide(task, APPROVE, "", school.accountant));
        Actor both = withRoles(school.accountant, Role.ACCOUNTANT, Role.PRINCIPAL);
        UUID second = school.task(requisition, school.principal);

        refused("decided-before", () -> now(decide.decide(second, APPROVE, "", both)));
    }

    @Test
    void nobodyDecidesInARoleHeDoesNotHaveOrForAnotherSchool() {
        refused("role-required", () -> now(decide.decide(task, APPROVE, "", school.principal)));
        refused("task-not-found", () -> now(decide.decide(task, APPROVE, "", school.stranger)));
        refused("task-not-found", () -> now(decide.decide(UUID.randomUUID(), APPROVE, "", school.accountant)));
    }

    @Test
    void aRejectionNeedsAReason() {
        refused("comment-required", () -> now(decide.decide(task, REJECT, "  ", school.accountant)));
        assertThat(school.balance().reserved().isPositive()).isTrue();
    }

    private static Actor withRoles(Actor actor, Role... roles) {
        return new Actor(
                actor.personId(), actor.displayName(), actor.organizationId(), actor.organizationPath(), Set.of(roles));
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
