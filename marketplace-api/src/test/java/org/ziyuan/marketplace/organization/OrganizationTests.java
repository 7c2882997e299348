package org.ziyuan.marketplace.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.enrolment.headcount.Headcount;
import org.ziyuan.marketplace.enrolment.headcount.Headcounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.test.StepVerifier;

@MarketplaceTest
class OrganizationTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    Organizations organizations;

    @Autowired
    Headcounts headcounts;

    TestPeople people;
    String county;
    Actor bureau;
    UUID school;
    Actor purchaser;

    @BeforeEach
    void plantATree() {
        people = new TestPeople(database);
        county = "c" + Ids.next().toString().replace("-", "");
        UUID countyBureau = people.organization("bureau", "county", county, county);
        bureau = people.employ(people.person(), countyBureau, county, Role.COUNTY_BUREAU);
        school = people.organization("school", "school", county + "s1", county + ".s1");
        purchaser = people.employ(people.person(), school, county + ".s1", Role.PURCHASER);
    }

    @Test
    void aBureauSeesWhatLiesUnderItAndASchoolOnlyItself() {
        StepVerifier.create(organizations
                        .subtree(county, first(50), bureau)
                        .flatMapIterable(Page::items)
                        .map(Organization::path))
                .expectNext(county, county + ".s1")
                .verifyComplete();
        StepVerifier.create(organizations
                        .subtree(county, first(50), purchaser)
                        .flatMapIterable(Page::items)
                        .map(Organization::path))
                .expectNext(county + ".s1")
                .verifyComplete();
    }

    /** Two schools of one name: the first by path was taken, and its lines were shown under the name of both. */
    @Test
    void aNameThatSeveralBearDecidesNothingAndACodeIsReadAsItIsMeant() {
        String name = "中心小学" + county;
        for (String code : List.of("s7", "s8")) {
            UUID one = people.organization("school", "school", county + code, county + "." + code);
            database.sql("update organization set name = :name where id = :id")
                    .bind("name", name)
                    .bind("id", one)
                    .then()
                    .block();
        }

        StepVerifier.create(organizations.named(name, Sight.MONEY, bureau))
                .verifyErrorSatisfies(refused -> assertThat(refused).hasMessageContaining("organization-name-shared"));
        assertThat(named(county + "s8", bureau).path()).isEqualTo(county + ".s8");
        assertThat(named(" " + fullWidth(county) + "Ｓ８ ", bureau).path()).isEqualTo(county + ".s8");
        assertThat(named("", purchaser).id()).isEqualTo(school);
    }

    private Organization named(String word, Actor actor) {
        return organizations.named(word, Sight.MONEY, actor).blockOptional().orElseThrow();
    }

    private static String fullWidth(String text) {
        return text.chars()
                .mapToObj(letter -> Character.toString((char) (letter + 0xFEE0)))
                .collect(Collectors.joining());
    }

    @Test
    void theyArePagedAndFoundByNameAndCode() {
        Page<Organization> page =
                organizations.subtree(county, first(1), bureau).blockOptional().orElseThrow();

        assertThat(page.items()).extracting(Organization::path).containsExactly(county);
        assertThat(page.next()).isEqualTo(county);
        StepVerifier.create(organizations
                        .subtree(county, first(1).from(county, 1), bureau)
                        .flatMapIterable(Page::items)
                        .map(Organization::path))
                .expectNext(county + ".s1")
                .verifyComplete();
        var code = new Sought(List.of(county + "s1"), null, null, "", 10, "", Map.of(), Set.of());
        StepVerifier.create(organizations
                        .subtree(county, code, bureau)
                        .flatMapIterable(Page::items)
                        .map(Organization::path))
                .expectNext(county + ".s1")
                .verifyComplete();
    }

    private static Sought first(int rows) {
        return Sought.everything(Cursor.START, rows);
    }

    @Test
    void aNeighbourWhosePathMerelyBeginsTheSameIsNotBelow() {
        UUID neighbour = people.organization("bureau", "county", county + "x", county + "x");

        TestPeople.signedIn(context, bureau)
                .get()
                .uri("/api/v1/organizations/{id}", neighbour)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void anotherOrganizationIsAnsweredLikeOneThatDoesNotExist() {
        var web = TestPeople.signedIn(context, purchaser);

        for (UUID other : Set.of(bureau.organizationId(), UUID.randomUUID())) {
            web.get()
                    .uri("/api/v1/organizations/{id}", other)
                    .exchange()
                    .expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("organization-not-found");
        }
        web.get()
                .uri("/api/v1/organizations/not-an-id")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void theHeadcountOfAYearIsTheSumOfItsLevels() {
        count("primary", 620, 40, 3);
        count("junior", 310, 120, 2);

        StepVerifier.create(headcounts.of(school, 2026))
                .assertNext(headcount -> assertThat(headcount)
                        .isEqualTo(new Headcount(930, 160, 5, Map.of("primary", 620, "junior", 310))))
                .verifyComplete();
        StepVerifier.create(headcounts.of(school, 2025))
                .expectNext(Headcount.NONE)
                .verifyComplete();
        TestPeople.signedIn(context, purchaser)
                .get()
                .uri("/api/v1/organizations/{id}/headcount?fiscalYear=2026", school)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.pupils")
                .isEqualTo(930);
    }

    private void count(String level, int pupils, int boarders, int special) {
        database.sql("""
                        insert into headcount (id, school_id, fiscal_year, level, pupils, boarders,
                               special_education_pupils, census_date)
                        values (:id, :school, 2026, :level, :pupils, :boarders, :special, date '2025-09-01')
                        """)
                .bind("id", Ids.next())
                .bind("school", school)
                .bind("level", level)
                .bind("pupils", pupils)
                .bind("boarders", boarders)
                .bind("special", special)
                .then()
                .block();
    }
}
