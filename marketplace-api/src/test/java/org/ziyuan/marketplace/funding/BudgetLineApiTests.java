package org.ziyuan.marketplace.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;

@MarketplaceTest
class BudgetLineApiTests {

    private static final String LINES = "/api/v1/budget-lines";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    MoneyTransactions money;

    @Autowired
    BudgetBook book;

    private TestPeople people;
    private Actor accountant;
    private UUID line;

    @BeforeEach
    void aSchoolHasAThousandYuan() {
        people = new TestPeople(database);
        accountant = people.atNewSchool(Role.ACCOUNTANT);
        line = lineOf(accountant.organizationId(), 2026);
        money.execute(book.appropriate(Ids.next(), line, Money.ofYuan("1000"), accountant))
                .block();
    }

    @Test
    void showsALineWithItsBalanceInYuan() {
        get(accountant, LINES + "/" + line)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.line.fundName")
                .isEqualTo("生均公用经费")
                .jsonPath("$.balance.available")
                .isEqualTo("1000.00")
                .jsonPath("$.balance.reserved")
                .isEqualTo("0.00");
    }

    @Test
    void theEntityTagHoldsUntilMoneyMoves() {
        String tag = tagOf();
        ask(accountant, tag).expectStatus().isNotModified();

        money.execute(book.reserve(Ids.next(), line, Money.ofYuan("1"), accountant))
                .block();

        ask(accountant, tag).expectStatus().isOk();
        assertThat(tagOf()).isNotEqualTo(tag);
    }

    @Test
    void otherSchoolsLinesAreNotFoundAndNeverForbidden() {
        Actor stranger = people.atNewSchool(Role.ACCOUNTANT);

        for (String path : List.of("/" + line, "/" + line + "/journals", "/" + Ids.next())) {
            get(stranger, LINES + path)
                    .expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("budget-line-not-found");
        }
        get(stranger, LINES)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void aBureauSeesTheLinesOfItsSchoolsAndAPurchaserOnlyHisOwn() {
        String path = accountant.organizationPath();
        UUID branch = people.organization("school", "school", path + "b", path + ".b");
        UUID below = lineOf(branch, 2026);
        Actor bureau = people.colleagueOf(accountant, Role.COUNTY_BUREAU);
        Actor purchaser = people.colleagueOf(accountant, Role.PURCHASER);

        get(bureau, LINES + "/" + below).expectStatus().isOk();
        get(bureau, LINES).expectBody().jsonPath("$.items.length()").isEqualTo(2);
        get(purchaser, LINES + "/" + below).expectStatus().isNotFound();
        get(purchaser, LINES).expectBody().jsonPath("$.items.length()").isEqualTo(1);
    }

    @Test
    void pupilsAndVendorsHaveNoBusinessHere() {
        get(people.colleagueOf(accountant, Role.PUPIL), LINES + "/" + line)
                .expectStatus()
                .value(status -> assertThat(status).isIn(403, 404));
    }

    @Test
    void pagesThroughLinesAndJournalsWithoutRepeatingOne() {
        List<UUID> older =
                List.of(lineOf(accountant.organizationId(), 2025), lineOf(accountant.organizationId(), 2024));
        get(accountant, LINES + "?fiscalYear=2025")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        assertThat(walk(LINES, "$.items[0].line.id")).doesNotHaveDuplicates().hasSize(1 + older.size());

        for (int n = 0; n < 2; n++) {
            money.execute(book.reserve(Ids.next(), line, Money.ofYuan("1"), accountant))
                    .block();
        }
        assertThat(walk(LINES + "/" + line + "/journals", "$.items[0].id"))
                .doesNotHaveDuplicates()
                .hasSize(3);
        get(accountant, LINES + "/" + line + "/journals")
                .expectBody()
                .jsonPath("$.items[0].kind")
                .isEqualTo("requisition-reserved")
                .jsonPath("$.items[0].legs[0].from")
                .isEqualTo("AVL")
                .jsonPath("$.items[0].legs[0].amount")
                .isEqualTo("1.00")
                .jsonPath("$.items[2].legs[0].from")
                .isEqualTo("SRC");
    }

    @Test
    void aCursorThatIsNotOursIsMalformed() {
        get(accountant, LINES + "?cursor=drop-table").expectStatus().isBadRequest();
        get(accountant, LINES + "/not-a-uuid")
                .expectStatus()
                .value(status -> assertThat(status).isIn(400, 404));
    }

    /** Every item of a list, read one by one. */
    private List<String> walk(String path, String item) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null && seen.size() < 10) {
            byte[] body = get(accountant, path + "?limit=1&cursor=" + cursor)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody();
            var page = JsonPath.parse(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8));
            seen.add(page.read(item));
            cursor = page.read("$.next");
        }
        return seen;
    }

    private String tagOf() {
        EntityExchangeResult<byte[]> answer =
                get(accountant, LINES + "/" + line).expectBody().returnResult();
        return Objects.requireNonNull(answer.getResponseHeaders().getETag());
    }

    private WebTestClient.ResponseSpec ask(Actor actor, String tag) {
        return signedIn(context, actor)
                .get()
                .uri(LINES + "/" + line)
                .header("If-None-Match", tag)
                .exchange();
    }

    private WebTestClient.ResponseSpec get(Actor actor, String path) {
        return signedIn(context, actor).get().uri(path).exchange();
    }

    private UUID lineOf(UUID school, int year) {
        UUID id = Ids.next();
        database.sql("""
                        insert into budget_line
                          (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                        values (:id, 'per-pupil', :year, :school, '2050202', '30218', '教学资源')
                        """)
                .bind("id", id)
                .bind("year", year)
                .bind("school", school)
                .then()
                .block();
        return id;
    }
}
