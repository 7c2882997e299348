package org.ziyuan.marketplace.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.register.TestProvince.move;
import static org.ziyuan.marketplace.register.TestProvince.today;
import static org.ziyuan.marketplace.register.TestProvince.wish;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.execution.Question;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.register.OrganizationAct.Kind;
import org.ziyuan.marketplace.register.OrganizationAct.State;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

@MarketplaceTest
class ActUponTreeTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    ActUponTree tree;

    @Autowired
    OrganizationHistory history;

    @Autowired
    ExecutionTree sums;

    @Autowired
    BudgetBook book;

    @Autowired
    MoneyTransactions money;

    @Autowired
    List<Invariant> invariants;

    private TestProvince province;
    private UUID east;
    private UUID west;
    private UUID county;
    private UUID school;

    @BeforeEach
    void aProvinceOfTwoCities() {
        province = new TestProvince(tree, database);
        east = province.enter(OrganizationKind.CITY, "east", province.province());
        west = province.enter(OrganizationKind.CITY, "west", province.province());
        county = province.enter(OrganizationKind.COUNTY, "county", east);
        school = province.enter(OrganizationKind.SCHOOL, "school", county);
    }

    @Test
    void aCountyThatIsMovedTakesAlongWhatLiesBelow() {
        UUID site = province.enter(OrganizationKind.SITE, "site", school);

        OrganizationAct act = province.done(move(county, west), province.operator());

        assertThat(act)
                .extracting(OrganizationAct::state, OrganizationAct::otherName)
                .containsExactly(State.DONE, "单位west");
        assertThat(province.find(site).path())
                .isEqualTo(String.join(
                        ".",
                        province.find(west).path(),
                        province.code("county"),
                        province.code("school"),
                        province.code("site")));
        assertThat(province.find(county).parentId()).isEqualTo(west);
        assertThat(history.of(site, province.operator()).collectList().block()).hasSize(2);
        assertThat(audited(county)).contains("organization.create-done", "organization.move-done");
        assertThat(contradictions()).isEmpty();
    }

    /** Money stays where it was booked: a year that is over is summed as the tree lay then. */
    @Test
    void sumsOfAYearThatIsOverFollowTheTreeOfThatYear() throws SQLException {
        int now = today().getYear();
        appropriate(now, "100");
        appropriate(now - 1, "70");
        assertThat(sum(east, now)).isEqualTo("100.00");

        province.does(move(county, west), province.operator());
        // The move is of last spring, as if this were read later.
        backdate(LocalDate.of(now, 3, 1));

        assertThat(sum(east, now)).isEqualTo("0.00");
        assertThat(sum(west, now)).isEqualTo("100.00");
        assertThat(sum(east, now - 1)).isEqualTo("70.00");
        assertThat(sum(west, now - 1)).isEqualTo("0.00");
        assertThat(sum(county, now - 1)).isEqualTo("70.00");
        Actor newOverseer = province.officialOf(west, Role.CITY_BUREAU);
        assertThat(sumFor(newOverseer, county, now - 1)).isEqualTo("70.00");
    }

    @Test
    void whatWouldNotBeATreeIsRefused() {
        Actor operator = province.operator();

        assertThat(province.refused(move(east, county), operator)).isEqualTo("organization-cycle");
        assertThat(province.refused(move(county, county), operator)).isEqualTo("organization-cycle");
        assertThat(province.refused(move(school, province.enter(OrganizationKind.SCHOOL, "s2", county)), operator))
                .isEqualTo("organization-parent-unfit");
        assertThat(province.refused(create(OrganizationKind.CITY, "c", east), operator))
                .isEqualTo("organization-parent-unfit");
        assertThat(province.refused(create(OrganizationKind.SCHOOL, "S２", county), operator))
                .as("a code in full width and capitals")
                .isEqualTo("organization-code-taken");
        assertThat(province.refused(create(OrganizationKind.SCHOOL, "a.b", county), operator))
                .isEqualTo("organization-code-malformed");
        assertThat(province.refused(
                        new ActWish(
                                Kind.CHANGE,
                                school,
                                today(),
                                "",
                                null,
                                new OrganizationFacts(
                                        OrganizationKind.SCHOOL,
                                        province.code("school"),
                                        "第一小学",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        "12345",
                                        null),
                                List.of()),
                        operator))
                .isEqualTo("school-code-malformed");
        assertThat(province.refused(
                        new ActWish(Kind.MOVE, county, today().minusDays(1), "", west, null, List.of()), operator))
                .isEqualTo("organization-day-past");
    }

    @Test
    void aBureauActsUponWhatLiesBelowIt() {
        Actor ofEast = province.officialOf(east, Role.CITY_BUREAU);
        Actor ofCounty = province.officialOf(county, Role.COUNTY_BUREAU);
        Actor ofWest = province.officialOf(west, Role.CITY_BUREAU);

        assertThat(province.refused(create(OrganizationKind.SCHOOL, "n1", county), ofEast))
                .isEqualTo("done");
        assertThat(province.refused(create(OrganizationKind.SCHOOL, "n2", county), ofCounty))
                .isEqualTo("done");
        assertThat(province.refused(create(OrganizationKind.SCHOOL, "n3", county), ofWest))
                .isEqualTo("organization-not-found");
        assertThat(province.refused(move(county, west), ofEast)).isEqualTo("organization-not-found");
        assertThat(province.refused(wish(Kind.CLOSE, county, null), ofCounty)).isEqualTo("organization-own");
        assertThat(province.refused(create(OrganizationKind.PROVINCE, "n4", null), ofEast))
                .isEqualTo("role-required");
        assertThat(province.refused(wish(Kind.CLOSE, school, null), province.officialOf(school, Role.PRINCIPAL)))
                .isEqualTo("role-required");
    }

    @Test
    void whatHasSomethingOpenIsNotClosedUnlessASuccessorGoesOnWithIt() {
        appropriate(today().getYear(), "100");
        UUID heir = province.enter(OrganizationKind.SCHOOL, "heir", county);
        Actor operator = province.operator();

        assertThat(province.refused(wish(Kind.CLOSE, county, null), operator)).isEqualTo("organization-has-below");
        assertThat(province.refused(wish(Kind.CLOSE, school, null), operator)).isEqualTo("organization-has-open");
        assertThat(province.refused(wish(Kind.MERGE, school, county), operator))
                .isEqualTo("organization-successor-unfit");
        UUID site = province.enter(OrganizationKind.SITE, "site", school);
        province.does(wish(Kind.MERGE, school, heir), operator);

        assertThat(province.find(school).isOver()).isTrue();
        assertThat(province.find(school).successorId()).isEqualTo(heir);
        assertThat(province.find(site).parentId()).isEqualTo(heir);
        assertThat(province.refused(move(school, county), operator)).isEqualTo("organization-over");
        assertThat(contradictions()).isEmpty();
    }

    @Test
    void aSchoolIsSplitWithTheSitesThatGoWithIt() {
        UUID stays = province.enter(OrganizationKind.SITE, "stays", school);
        UUID goes = province.enter(OrganizationKind.SITE, "goes", school);

        OrganizationAct act = province.done(
                new ActWish(
                        Kind.SPLIT,
                        school,
                        today(),
                        "",
                        null,
                        province.facts(OrganizationKind.SCHOOL, "new", county),
                        List.of(goes)),
                province.operator());

        assertThat(province.find(goes).parentId()).isEqualTo(act.organizationId());
        assertThat(province.find(stays).parentId()).isEqualTo(school);
    }

    @Test
    void whatIsPlannedBecomesTrueOnItsDay() {
        LocalDate tomorrow = today().plusDays(1);
        OrganizationAct planned =
                province.done(new ActWish(Kind.MOVE, county, tomorrow, "", west, null, List.of()), province.operator());
        OrganizationAct hopeless =
                province.done(new ActWish(Kind.CLOSE, east, tomorrow, "", null, null, List.of()), province.operator());
        OrganizationAct unwanted = province.done(
                new ActWish(Kind.CLOSE, school, tomorrow, "", null, null, List.of()), province.operator());
        assertThat(planned.state()).isEqualTo(State.PLANNED);
        assertThat(Objects.requireNonNull(tree.withdraw(unwanted.id(), province.operator())
                                .block())
                        .state())
                .isEqualTo(State.WITHDRAWN);
        province.put(OrganizationKind.COUNTY, "late", east);

        carryOutDue();
        assertThat(province.find(county).parentId()).isEqualTo(east);
        run("update organization_act set holds_from = '%s' where id in ('%s', '%s')"
                .formatted(today(), planned.id(), hopeless.id()));
        carryOutDue();

        assertThat(province.find(county).parentId()).isEqualTo(west);
        assertThat(stateOf(planned.id())).isEqualTo("DONE");
        assertThat(stateOf(hopeless.id())).isEqualTo("REFUSED organization-has-below");
        assertThat(province.find(school).isOver()).isFalse();
    }

    /** Read alone, both are right; the second would have left the school at the place its county has gone from. */
    @Test
    void ofTwoMovesAtOnceTheSecondSeesTheFirst() {
        for (int round = 0; round < 4; round++) {
            UUID from = round % 2 == 0 ? east : west;
            UUID to = round % 2 == 0 ? west : east;
            UUID guest = province.enter(OrganizationKind.SCHOOL, "guest" + round, from);

            Mono.when(
                            tree.ask(Ids.next(), move(county, to), province.operator()),
                            tree.ask(Ids.next(), move(guest, county), province.operator()))
                    .block();

            assertThat(province.find(guest).path())
                    .startsWith(province.find(county).path() + ".");
            assertThat(province.find(county).path())
                    .startsWith(province.find(to).path() + ".");
        }
        assertThat(contradictions()).isEmpty();
    }

    @Test
    void theSameIsDoneOverHttp() {
        signedIn(context, province.officialOf(county, Role.COUNTY_BUREAU))
                .post()
                .uri("/api/v1/organization-acts")
                .header("Idempotency-Key", Ids.next().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("""
                        {"kind":"CREATE","facts":{"kind":"SCHOOL","code":"%s","name":"第九小学","parentId":"%s",
                         "stage":"NINE_YEAR","area":"RURAL","publiclyRun":true,"boarding":false,
                         "schoolCode":"%s","creditCode":"12440106MB2D00000J"}}
                        """.formatted(province.code("http"), county, digits()))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("credit-code-check-digit");
        signedIn(context, province.operator())
                .get()
                .uri("/api/v1/organizations/" + school + "/history")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1);
        signedIn(context, province.operator())
                .get()
                .uri("/api/v1/organization-acts?organization=" + school)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].kind")
                .isEqualTo("CREATE");
    }

    private ActWish create(OrganizationKind kind, String word, @Nullable UUID parent) {
        return ActWish.create(province.facts(kind, word, parent), today(), "");
    }

    private void carryOutDue() {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(tree.carryOutOneDue().block());
        }
    }

    private void appropriate(int year, String yuan) {
        UUID line = Ids.next();
        run("""
                insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                values ('%s', 'per-pupil', %d, '%s', '2050202', '30218', '生均公用经费')
                """.formatted(line, year, school));
        Object unused = money.execute(book.appropriate(Ids.next(), line, Money.ofYuan(yuan), province.operator()))
                .block();
    }

    private String sum(UUID organization, int year) {
        return sumFor(province.officialOf(province.province(), Role.PROVINCE_BUREAU), organization, year);
    }

    private String sumFor(Actor actor, UUID organization, int year) {
        return Objects.requireNonNull(
                        sums.of(new Question(organization, null, year), actor).block())
                .whole()
                .appropriated()
                .inYuan();
    }

    private void backdate(LocalDate day) throws SQLException {
        try (Connection owner = TestDatabase.shared().superuser();
                Statement statement = owner.createStatement()) {
            statement.execute("set session_replication_role = replica");
            assertThat(statement.executeUpdate("""
                            update market.organization_fact set holds_from = '%s'
                             where holds_from > '-infinity' and organization_id in ('%s', '%s')
                            """.formatted(day, county, school)))
                    .isEqualTo(2);
        }
    }

    private List<String> audited(UUID organization) {
        return Objects.requireNonNull(database.sql("select action from audit_entry where subject_id = :id order by at")
                .bind("id", organization)
                .mapValue(String.class)
                .all()
                .collectList()
                .block());
    }

    private String stateOf(UUID act) {
        return Objects.requireNonNull(
                database.sql("select concat_ws(' ', state, refusal_code) from organization_act where id = :id")
                        .bind("id", act)
                        .mapValue(String.class)
                        .one()
                        .block());
    }

    private List<String> contradictions() {
        return invariants.stream()
                .filter(invariant ->
                        List.of("paths-follow-parents", "facts-lead-to-today").contains(invariant.code()))
                .flatMap(invariant -> invariant.check().toStream())
                .map(Object::toString)
                .filter(found -> found.contains(province.code("x").substring(2)))
                .toList();
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }

    private static String digits() {
        return String.valueOf(1_000_000_000L + Math.abs(Ids.next().getLeastSignificantBits() % 8_000_000_000L));
    }
}
