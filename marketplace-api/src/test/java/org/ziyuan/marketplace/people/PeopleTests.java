package org.ziyuan.marketplace.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.factor.SecondFactors;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.people.standin.LendDuty;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.BeijingTime;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vigilance.Vigilance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MarketplaceTest
class PeopleTests {

    private static final String PASSWORD = "一句只有我知道的长话 7";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    PeopleInSight people;

    @Autowired
    AdmitPerson admit;

    @Autowired
    LendDuty lend;

    @Autowired
    EndRole ends;

    @Autowired
    AdministerPerson administer;

    @Autowired
    UseInvitation use;

    @Autowired
    SecondFactors factors;

    private TestPeople somebody;
    private Actor county;
    private Actor principal;
    private UUID school;

    @BeforeEach
    void aCountyWithASchool() {
        somebody = new TestPeople(database);
        String code = "c" + Ids.next().toString().replace("-", "");
        UUID bureau = somebody.organization("bureau", "county", code, code);
        county = somebody.employ(somebody.person(), bureau, code, Role.COUNTY_BUREAU);
        school = somebody.organization("school", "school", code + "s", code + ".s");
        principal = somebody.employ(somebody.person(), school, code + ".s", Role.PRINCIPAL);
    }

    @Test
    void aPrincipalInvitesAnAccountantWhoChoosesAPasswordByTheCode() {
        UUID accountant = admitted(Role.ACCOUNTANT, principal);

        PersonFile file = file(accountant, principal);
        assertThat(file.person().invited()).isTrue();
        assertThat(file.person().heldRoles()).containsExactly(Role.ACCOUNTANT);
        assertThat(file.roles().get(0).grantedByName()).isEqualTo(principal.displayName());
        assertThat(file.roles().get(0).grantedAs()).isEqualTo(Role.PRINCIPAL);

        UseInvitation.Slip slip = slip(accountant, principal);
        assertThat(stored(slip.code())).as("only its hash is kept").isZero();
        String typed = slip.code().toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o');
        assertThat(use.choosePassword(typed, PASSWORD, null, "here").block()).isEqualTo(accountant);

        assertThat(file(accountant, principal).person().invited()).isFalse();
        refuses(use.choosePassword(slip.code(), PASSWORD, null, "here"), "invitation-used");
    }

    @Test
    void aCodeThatNobodyDrewIsToldToTheOperator() {
        String source = "guess-" + Ids.next();
        refuses(use.choosePassword("AAAA-BBBB-CCCC-DDDD", PASSWORD, null, source), "invitation-unknown");
        refuses(use.choosePassword("AAAA-BBBB-CCCC-EEEE", PASSWORD, null, source), "invitation-unknown");

        context.getBean(Vigilance.class).write().block();

        assertThat(database.sql("select kind || what || times from security_notice where source = :source")
                        .bind("source", source)
                        .mapValue(String.class)
                        .one()
                        .block())
                .isEqualTo("SIGN_IN_REFUSEDinvitation-unknown2");
    }

    @Test
    void aCodeOpensNothingWhenItIsRevokedExpiredForAnotherOrOutdone() {
        UUID person = admitted(Role.TEACHER, principal);
        UseInvitation.Slip first = slip(person, principal);
        UseInvitation.Slip second = slip(person, principal);
        refuses(use.choosePassword(first.code(), PASSWORD, null, "there"), "invitation-unknown");
        refuses(use.choosePassword(second.code(), PASSWORD, principal, "there"), "invitation-for-another");
        refuses(use.choosePassword(second.code(), "short", null, "there"), "password-too-short");

        run("update invitation set expires_at = now() where id = '"
                + second.invitation().id() + "'");
        refuses(use.choosePassword(second.code(), PASSWORD, null, "there"), "invitation-expired");
        refuses(use.draw(second.invitation().id(), principal), "invitation-expired");

        administer.reset(Ids.next(), person, principal).then().block();
        UseInvitation.Slip third = slip(person, principal);
        use.revoke(third.invitation().id(), principal).then().block();
        refuses(use.choosePassword(third.code(), PASSWORD, null, "there"), "invitation-revoked");
        assertThat(file(person, principal).person().invited()).isTrue();
    }

    @Test
    void twoWhoUseOneCodeAtOnceChooseOnePassword() {
        UUID person = admitted(Role.TEACHER, principal);
        String code = slip(person, principal).code();

        List<String> came = Flux.just("一号密码很长很长很长", "二号密码很长很长很长")
                .flatMap(password -> use.choosePassword(code, password + " 9a", null, "twice")
                        .map(joined -> "in")
                        .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code())))
                .sort()
                .collectList()
                .block();

        assertThat(came).containsExactly("in", "invitation-used");
    }

    @ParameterizedTest
    @CsvSource({
        "PRINCIPAL, PRINCIPAL, role-not-yours-to-give",
        "PRINCIPAL, COUNTY_BUREAU, role-not-yours-to-give",
        "COUNTY_BUREAU, OPERATOR, role-not-yours-to-give",
        "COUNTY_BUREAU, AUDITOR, role-not-yours-to-give",
    })
    void nobodyGivesMoreThanTheLawLets(Role granter, Role role, String refusal) {
        refuses(admit.admit(Ids.next(), wish(role), granter == Role.PRINCIPAL ? principal : county), refusal);
    }

    @Test
    void aRoleOutsideTheSubtreeIsNotFoundAndOneInAStrangeKindOfPlaceDoesNotFit() {
        Actor elsewhere = somebody.atNewSchool(Role.PRINCIPAL);
        refuses(admit.admit(Ids.next(), wish(Role.TEACHER), elsewhere), "organization-not-found");
        Actor operator = operator();
        refuses(admit.admit(Ids.next(), wish(Role.VENDOR_MANAGER), operator), "role-not-for-organization");
        refuses(
                ends.end(principal.person(), grantOf(principal, Role.PRINCIPAL), "试试", null, elsewhere),
                "role-not-yours-to-give");
        refuses(people.find(principal.person(), elsewhere), "person-not-found");
    }

    @Test
    void aRightThatIsOverGivesNothing() {
        run("update role_assignment set valid_until = now() where person_id = '" + principal.person() + "'");
        refuses(admit.admit(Ids.next(), wish(Role.TEACHER), principal), "role-not-yours-to-give");
    }

    @Test
    void aLoginBelongsToOnePersonWhoMayHaveSeveralRoles() {
        AdmitPerson.Wish wish = wish(Role.ACCOUNTANT);
        UUID person = now(admit.admit(Ids.next(), wish, principal));
        refuses(admit.admit(Ids.next(), named(wish, "另一个人", Role.TEACHER), principal), "login-taken");
        refuses(admit.admit(Ids.next(), wish, principal), "role-held-already");

        assertThat(now(admit.admit(Ids.next(), named(wish, wish.name(), Role.TEACHER), principal)))
                .isEqualTo(person);

        assertThat(file(person, principal).person().heldRoles()).containsExactly(Role.TEACHER, Role.ACCOUNTANT);
        refuses(admit.admit(Ids.next(), named(wish, wish.name(), Role.CASHIER), principal), "duties-exclude");
        assertThat(file(person, principal).person().heldRoles()).hasSize(2);
    }

    /** What was ended before it began was never held, and keeps nobody from another duty. */
    @Test
    void aDutyEndedBeforeItBeganIsOverAtOnce() {
        Actor accountant = somebody.colleagueOf(principal, Role.ACCOUNTANT);
        Actor teacher = somebody.colleagueOf(principal, Role.TEACHER);
        String login = TestPeople.loginOf(teacher.person());
        AdmitPerson.Wish cashier =
                new AdmitPerson.Wish(login, teacher.displayName(), Role.CASHIER, teacher.organizationId(), null);
        OffsetDateTime now = OffsetDateTime.now(BeijingTime.ZONE);
        UUID standIn = now(lend.lend(
                Ids.next(),
                new LendDuty.Wish(
                        login, teacher.displayName(), Role.ACCOUNTANT, now.plusDays(3), now.plusDays(5), "下周出差"),
                accountant));
        refuses(admit.admit(Ids.next(), cashier, principal), "duties-exclude");
        assertThat(file(teacher.person(), principal).person().heldRoles())
                .containsExactly(Role.TEACHER, Role.ACCOUNTANT);

        lend.takeBack(standIn, "不去了", accountant).block();

        assertThat(file(teacher.person(), principal).person().heldRoles()).containsExactly(Role.TEACHER);
        assertThat(now(admit.admit(Ids.next(), cashier, principal))).isEqualTo(teacher.person());
    }

    @Test
    void twoWhoGiveOnePersonExcludingDutiesAtOnceGiveOne() {
        AdmitPerson.Wish wish = wish(Role.TEACHER);
        UUID person = now(admit.admit(Ids.next(), wish, principal));

        Flux.just(Role.ACCOUNTANT, Role.CASHIER, Role.PURCHASER)
                .flatMap(role -> admit.admit(Ids.next(), named(wish, wish.name(), role), principal)
                        .then()
                        .onErrorComplete(Refusal.class))
                .then()
                .block();

        assertThat(file(person, principal).person().heldRoles()).hasSize(2);
        assertThatThrownBy(() ->
                        somebody.employ(person, school, principal.organizationPath(), Role.ACCOUNTANT, Role.CASHIER))
                .hasMessageContaining("role_assignment");
    }

    @Test
    void theLastAccountantGoesOnlyWithASuccessorWhereWorkWaits() {
        Actor accountant = somebody.colleagueOf(principal, Role.ACCOUNTANT);
        Actor teacher = somebody.colleagueOf(principal, Role.TEACHER);
        anOrderWaits();
        UUID grant = grantOf(accountant, Role.ACCOUNTANT);

        refuses(ends.end(accountant.person(), grant, "调走", null, principal), "last-of-duty");
        UUID standIn = now(lend.lend(
                Ids.next(),
                new LendDuty.Wish(
                        TestPeople.loginOf(teacher.person()),
                        teacher.displayName(),
                        Role.ACCOUNTANT,
                        OffsetDateTime.now(BeijingTime.ZONE),
                        OffsetDateTime.now(BeijingTime.ZONE).plusDays(1),
                        "出差"),
                accountant));
        refuses(ends.end(accountant.person(), grant, "调走", null, principal), "last-of-duty");
        lend.takeBack(standIn, "回来了", accountant).block();
        refuses(ends.end(accountant.person(), grant, "", null, principal), "reason-required");
        refuses(ends.end(accountant.person(), grant, "调走", "nobody-here", principal), "successor-unknown");
        ends.end(accountant.person(), grant, "调走", TestPeople.loginOf(teacher.person()), principal)
                .block();
        ends.end(accountant.person(), grant, "又一次", null, principal).block();

        assertThat(file(teacher.person(), principal).person().heldRoles()).contains(Role.ACCOUNTANT);
        RoleHeld ended = file(accountant.person(), principal).roles().get(0);
        assertThat(ended.over()).isTrue();
        assertThat(ended.endReason()).isEqualTo("调走");
        assertThat(ended.endedByName()).isEqualTo(principal.displayName());
    }

    @Test
    void theLastOperatorStays() {
        Actor operator = somebody.atNewSchool(Role.OPERATOR);
        UUID grant = grantOf(operator, Role.OPERATOR);
        UUID[] others = database.sql("""
                        update person p set status = 'SUSPENDED' where p.status = 'ACTIVE' and p.id <> :person
                           and exists (select from role_assignment r where r.person_id = p.id and r.role = 'OPERATOR')
                        returning p.id
                        """)
                .bind("person", operator.person())
                .mapValue(UUID.class)
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow()
                .toArray(UUID[]::new);
        try {
            refuses(ends.end(operator.person(), grant, "不干了", null, operator), "last-operator");
        } finally {
            database.sql("update person set status = 'ACTIVE' where id = any(:others)")
                    .bind("others", others)
                    .then()
                    .block();
        }
        Actor second = somebody.colleagueOf(operator, Role.OPERATOR);
        ends.end(operator.person(), grant, "不干了", null, operator).block();
        assertThat(file(operator.person(), second).person().heldRoles()).doesNotContain(Role.OPERATOR);
    }

    @Test
    void twoWhoEndTheLastTwoAccountantsAtOnceLeaveOne() {
        anOrderWaits();
        List<Actor> both = List.of(
                somebody.colleagueOf(principal, Role.ACCOUNTANT), somebody.colleagueOf(principal, Role.ACCOUNTANT));
        Actor second = somebody.colleagueOf(principal, Role.PRINCIPAL);

        List<String> came = Flux.merge(ended(both.get(0), principal), ended(both.get(1), second))
                .sort()
                .collectList()
                .block(Duration.ofSeconds(20));

        assertThat(came).containsExactly("ended", "last-of-duty");
    }

    @Test
    void nobodySuspendsHimselfNorSomebodyWhoseRolesAreBeyondHim() {
        Actor accountant = somebody.colleagueOf(principal, Role.ACCOUNTANT);
        refuses(administer.suspend(principal.person(), "试试", principal), "not-oneself");
        refuses(administer.suspend(county.person(), "试试", principal), "person-not-found");
        Actor elsewhere = somebody.atNewSchool(Role.PRINCIPAL);
        var unused = somebody.employ(
                accountant.person(), elsewhere.organizationId(), elsewhere.organizationPath(), Role.TEACHER);
        refuses(administer.suspend(accountant.person(), "试试", principal), "person-not-yours");

        Actor teacher = somebody.colleagueOf(principal, Role.TEACHER);
        administer.suspend(teacher.person(), "调查", principal).block();
        refuses(administer.suspend(teacher.person(), "调查", principal), "person-state-forbids");
        refuses(administer.reset(Ids.next(), teacher.person(), principal), "person-is-suspended");
        administer.restore(teacher.person(), "查清了", principal).block();
        assertThat(file(teacher.person(), principal).person().status().isActive())
                .isTrue();
    }

    @Test
    void whoHasLostPhoneAndCodesIsLetInByWhoeverIsAboveHim() {
        Actor accountant = somebody.colleagueOf(principal, Role.ACCOUNTANT);
        var codes = factors.renewOnPaper(accountant.person()).block();
        assertThat(codes).isNotNull();
        Actor elsewhere = somebody.atNewSchool(Role.PRINCIPAL);
        refuses(administer.forgetSecondFactor(accountant.person(), "丢了手机", elsewhere), "person-not-found");
        refuses(administer.forgetSecondFactor(accountant.person(), " ", principal), "reason-required");
        refuses(administer.forgetSecondFactor(principal.person(), "丢了手机", principal), "not-oneself");

        administer
                .forgetSecondFactor(accountant.person(), "丢了手机，已当面核实", principal)
                .block();

        assertThat(factors.standing(accountant.person())
                        .map(standing -> standing.recoveryCodes())
                        .block())
                .isZero();
    }

    @Test
    void aResetOpensAWayToAPasswordAndShowsNone() {
        UUID person = admitted(Role.TEACHER, principal);
        var joined = use.choosePassword(slip(person, principal).code(), PASSWORD, null, "reset")
                .block();
        assertThat(joined).isEqualTo(person);

        administer.reset(Ids.next(), person, county).then().block();
        UseInvitation.Slip slip = slip(person, county);

        assertThat(slip.invitation().role()).isNull();
        assertThat(use.choosePassword(slip.code(), PASSWORD + "8", null, "reset")
                        .block())
                .isEqualTo(person);
    }

    @Test
    void aGrantIsNeverEditedAndNeverTakenAway() {
        String mine = " where person_id = '" + principal.person() + "'";
        for (String forbidden : List.of(
                "delete from role_assignment" + mine,
                "update role_assignment set role = 'TEACHER'" + mine,
                "update role_assignment set granted_by = person_id" + mine)) {
            assertThatThrownBy(() -> run(forbidden)).as(forbidden).hasMessageContaining("role_assignment");
        }
        run("update role_assignment set valid_until = now()" + mine);
        assertThatThrownBy(() -> run("update role_assignment set valid_until = null" + mine))
                .hasMessageContaining("role_assignment");
    }

    @Test
    void theListFindsByNameLoginAndOrganizationWhomOneSees() {
        Actor teacher = somebody.colleagueOf(principal, Role.TEACHER);
        assertThat(now(people.list(null, Sought.everything(Cursor.START, 20), principal))
                        .items())
                .extracting(Person::id)
                .contains(teacher.person(), principal.person());
        assertThat(now(people.list(Role.TEACHER, Sought.everything(Cursor.START, 20), county))
                        .items())
                .extracting(Person::id)
                .containsExactly(teacher.person());
        signedIn(context, principal)
                .get()
                .uri("/api/v1/people?find=" + TestPeople.loginOf(teacher.person()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].displayName")
                .isEqualTo(teacher.displayName());
        signedIn(context, teacher)
                .get()
                .uri("/api/v1/people")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    /** A mere stub of an order, which is taken away again: others look whether orders are whole. */
    private void anOrderWaits() {
        pastEveryGuard("""
                insert into purchase_order (id, number, requisition_id, buyer_id, vendor_id, budget_line_id, total_in_fen,
                                            requested_by, approved_by)
                values (gen_random_uuid(), '%1$s', gen_random_uuid(), '%1$s', '%2$s', gen_random_uuid(), 1, '%2$s', '{}')
                """.formatted(school, county.organizationId()));
    }

    @AfterEach
    void noOrderWaits() {
        pastEveryGuard("delete from purchase_order where number = '" + school + "'");
    }

    private static void pastEveryGuard(String sql) {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market; set session_replication_role = replica");
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Mono<String> ended(Actor one, Actor by) {
        return ends.end(one.person(), grantOf(one, Role.ACCOUNTANT), "调走", null, by)
                .thenReturn("ended")
                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code()));
    }

    private Actor operator() {
        String code = "o" + Ids.next().toString().replace("-", "");
        UUID place = somebody.organization("operator", null, code, code);
        return somebody.employ(somebody.person(), place, code, Role.OPERATOR);
    }

    private AdmitPerson.Wish wish(Role role) {
        String login = "n" + Ids.next().toString().replace("-", "");
        return new AdmitPerson.Wish(login, "新人" + login.substring(20), role, school, null);
    }

    private static AdmitPerson.Wish named(AdmitPerson.Wish wish, String name, Role role) {
        return new AdmitPerson.Wish(wish.login(), name, role, wish.organization(), null);
    }

    private UUID admitted(Role role, Actor by) {
        return now(admit.admit(Ids.next(), wish(role), by));
    }

    private PersonFile file(UUID person, Actor reader) {
        return now(people.find(person, reader));
    }

    private UseInvitation.Slip slip(UUID person, Actor by) {
        return now(use.draw(file(person, by).invitations().get(0).id(), by));
    }

    private UUID grantOf(Actor actor, Role role) {
        return now(database.sql("select id from role_assignment where person_id = :person and role = :role")
                .bind("person", actor.person())
                .bind("role", role.name())
                .mapValue(UUID.class)
                .one());
    }

    private long stored(String code) {
        return now(database.sql("select count(*) from invitation i where i::text ilike :code")
                .bind("code", "%" + code.replace("-", "") + "%")
                .mapValue(Long.class)
                .one());
    }

    private void run(String sql) {
        database.sql(sql).then().block();
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
