package org.ziyuan.marketplace.people.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.AuditEntries;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Membership;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.people.AdministerPerson;
import org.ziyuan.marketplace.people.EndRole;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.BeijingTime;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

@MarketplaceTest
class LendDutyTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    LendDuty lend;

    @Autowired
    StandIns standIns;

    @Autowired
    EndRole ends;

    @Autowired
    AdministerPerson administer;

    @Autowired
    People people;

    @Autowired
    AuditLog audit;

    @Autowired
    AuditEntries entries;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    List<Invariant> invariants;

    private TestPeople somebody;
    private Actor principal;
    private Actor accountant;
    private Actor teacher;
    private final OffsetDateTime now = OffsetDateTime.now(BeijingTime.ZONE);

    @BeforeEach
    void aSchool() {
        somebody = new TestPeople(database);
        principal = somebody.atNewSchool(Role.PRINCIPAL);
        accountant = somebody.colleagueOf(principal, Role.ACCOUNTANT);
        teacher = somebody.colleagueOf(principal, Role.TEACHER);
    }

    @Test
    void whoStandsInActsUntilTheDutyIsTakenBackAndTheAuditNamesBoth() {
        UUID act = Ids.next();
        UUID lent = lent(act, teacher, Role.ACCOUNTANT, accountant);
        assertThat(lent(act, teacher, Role.ACCOUNTANT, accountant))
                .as("twice is once")
                .isEqualTo(lent);
        assertThat(rolesOf(teacher)).containsExactlyInAnyOrder(Role.TEACHER, Role.ACCOUNTANT);

        UUID paper = Ids.next();
        Actor acting = new Actor(
                teacher.person(),
                teacher.displayName(),
                teacher.organizationId(),
                teacher.organizationPath(),
                Set.of(Role.TEACHER, Role.ACCOUNTANT));
        transactions
                .execute(audit.record(acting, "budget-change.approved", "budget-change", paper, Map.of()))
                .block();
        transactions
                .execute(audit.record(accountant, "budget-change.approved", "budget-change", paper, Map.of()))
                .block();
        assertThat(entries.of(List.of(paper)).collectList().block())
                .extracting(AuditEntries.Entry::actor, AuditEntries.Entry::actingFor)
                .containsExactlyInAnyOrder(tuple(named(teacher), named(accountant)), tuple(named(accountant), null));

        refuses(lend.takeBack(lent, "不该由我收", principal), "grant-not-found");
        lend.takeBack(lent, "回来了", accountant).block();
        lend.takeBack(lent, "回来了", accountant).block();
        assertThat(rolesOf(teacher)).containsExactly(Role.TEACHER);
        assertThat(standIns.of(accountant).block()).singleElement().satisfies(one -> {
            assertThat(one.over()).isTrue();
            assertThat(one.reason()).isEqualTo("出差");
            assertThat(one.lenderName()).isEqualTo(named(accountant));
        });
        assertThat(standIns.of(somebody.colleagueOf(principal, Role.PURCHASER)).block())
                .isEmpty();
    }

    @Test
    void nobodyLendsMoreThanHeHolds() {
        refuses(wish(teacher, Role.CASHIER, now.plusDays(1), accountant), "role-not-yours-to-lend");
        Actor purchaser = somebody.colleagueOf(principal, Role.PURCHASER);
        refuses(wish(purchaser, Role.ACCOUNTANT, now.plusDays(1), accountant), "duties-exclude");
        refuses(wish(accountant, Role.ACCOUNTANT, now.plusDays(1), accountant), "stand-in-is-yourself");
        refuses(wish(teacher, Role.ACCOUNTANT, now.plusDays(400), accountant), "stand-in-period");
        refuses(wish(teacher, Role.ACCOUNTANT, now.minusDays(1), accountant), "stand-in-period");
        refuses(
                lend.lend(
                        Ids.next(),
                        new LendDuty.Wish(
                                TestPeople.loginOf(teacher.person()),
                                "另一个人",
                                Role.ACCOUNTANT,
                                now,
                                now.plusDays(1),
                                "出差"),
                        accountant),
                "stand-in-unknown");

        UUID lent = lent(Ids.next(), teacher, Role.ACCOUNTANT, accountant);
        Actor standIn = somebody.colleagueOf(principal, Role.TEACHER);
        refuses(wish(standIn, Role.ACCOUNTANT, now.plusHours(1), teacher), "role-not-yours-to-lend");
        assertThatThrownBy(() -> database.sql("""
                                insert into role_assignment (id, person_id, role, organization_id, valid_until, granted_by,
                                       granted_for, granted_as, lent_from, lent_because)
                                select gen_random_uuid(), :other, role, organization_id, valid_until, person_id, organization_id,
                                       role, id, '转手' from role_assignment where id = :lent
                                """)
                        .bind("other", standIn.person())
                        .bind("lent", lent)
                        .then()
                        .block())
                .hasMessageContaining("role_assignment");
    }

    @Test
    void whatIsLentEndsWithTheDutyOfTheLenderAndRestsWhileHeIsKeptOut() {
        UUID lent = lent(Ids.next(), teacher, Role.ACCOUNTANT, accountant);
        Actor later = somebody.colleagueOf(principal, Role.TEACHER);
        UUID planned =
                now(lend.lend(Ids.next(), of(later, Role.ACCOUNTANT, now.plusDays(3), now.plusDays(4)), accountant));

        administer.suspend(accountant.person(), "调查", principal).block();
        assertThat(rolesOf(teacher)).containsExactly(Role.TEACHER);
        administer.restore(accountant.person(), "查清了", principal).block();
        assertThat(rolesOf(teacher)).contains(Role.ACCOUNTANT);

        UUID own = now(database.sql("select id from role_assignment where person_id = :person")
                .bind("person", accountant.person())
                .mapValue(UUID.class)
                .one());
        ends.end(accountant.person(), own, "调走", null, principal).block();

        assertThat(rolesOf(teacher)).containsExactly(Role.TEACHER);
        assertThat(standIns.of(principal).block())
                .allMatch(StandIn::over)
                .extracting(StandIn::id)
                .containsExactlyInAnyOrder(lent, planned);
        assertThat(violations()).isEmpty();
    }

    private String named(Actor person) {
        String school = database.sql("select name from organization where id = :id")
                .bind("id", person.organizationId())
                .mapValue(String.class)
                .one()
                .block();
        return person.displayName() + "（" + school + "）";
    }

    /** A school whose only accountant approves cannot pay itself: 出纳 and 会计 are two people. */
    @Test
    void aSchoolHasTheCashierOfThePaymentCentrePayForATime() {
        String code = "b" + Ids.next().toString().replace("-", "");
        UUID bureau = somebody.organization("bureau", "county", code, code);
        Actor cashier = somebody.employ(somebody.person(), bureau, code, Role.CASHIER);

        refuses(wish(cashier, Role.CASHIER, now.plusDays(30), accountant), "role-not-yours-to-lend");
        UUID lent = now(lend.lend(Ids.next(), of(cashier, Role.CASHIER, now, now.plusDays(30)), principal));

        assertThat(people.memberships(cashier.person()).collectList().block())
                .extracting(Membership::organizationId, Membership::roles)
                .containsExactlyInAnyOrder(
                        tuple(bureau, Set.of(Role.CASHIER)), tuple(principal.organizationId(), Set.of(Role.CASHIER)));
        assertThat(standIns.of(principal).block()).singleElement().satisfies(one -> {
            assertThat(one.home()).isEqualTo("单位" + code);
            assertThat(one.mine()).isTrue();
            assertThat(one.id()).isEqualTo(lent);
        });
        assertThat(violations()).isEmpty();
    }

    private List<String> violations() {
        return invariants.stream()
                .filter(invariant ->
                        Set.of("grants-have-their-granter", "duties-exclude").contains(invariant.code()))
                .flatMap(invariant -> invariant.check().toStream())
                .map(violation -> violation.row())
                .filter(row -> now(database.sql(
                                        "select count(*) from role_assignment where organization_id = :own and 'role_assignment ' || id = :row")
                                .bind("own", principal.organizationId())
                                .bind("row", row)
                                .mapValue(Long.class)
                                .one())
                        > 0)
                .toList();
    }

    private Set<Role> rolesOf(Actor somebody) {
        return now(people.memberships(somebody.person()).next()).roles();
    }

    private UUID lent(UUID act, Actor to, Role role, Actor by) {
        return now(lend.lend(act, of(to, role, now, now.plusDays(7)), by));
    }

    private Mono<UUID> wish(Actor to, Role role, OffsetDateTime until, Actor by) {
        return lend.lend(Ids.next(), of(to, role, now, until), by);
    }

    private static LendDuty.Wish of(Actor to, Role role, OffsetDateTime from, OffsetDateTime until) {
        return new LendDuty.Wish(TestPeople.loginOf(to.person()), to.displayName(), role, from, until, "出差");
    }

    private static <T> T now(Mono<T> work) {
        return Objects.requireNonNull(work.block());
    }

    private static void refuses(Mono<?> act, String code) {
        assertThatThrownBy(() -> act.block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
