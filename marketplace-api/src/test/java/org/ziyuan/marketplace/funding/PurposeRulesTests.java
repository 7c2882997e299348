package org.ziyuan.marketplace.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.funding.PurposeRules.DIGITAL_RESOURCES;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Guangdong's rules: at most 30 % of the per-pupil fund for digital resources, nothing for salaries, 5 % for training. */
@MarketplaceTest
class PurposeRulesTests {

    /** The year in which the whole run of tests takes place. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final int YEAR =
            LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).getYear();

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    BudgetBook book;

    @Autowired
    BudgetLines lines;

    @Autowired
    PurposeRules rules;

    @Autowired
    PurposeReport report;

    @Autowired
    FundingStandards standards;

    private TestCounty county;
    private Actor accountant;
    private BudgetLine digital;
    private BudgetLine training;

    @BeforeEach
    void aSchoolHasThreeThousandYuanOnTwoLines() {
        county = new TestCounty(database, 1);
        accountant = county.at(1, Role.ACCOUNTANT);
        digital = line("per-pupil", "30227", 2_000);
        training = line("per-pupil", "30216", 1_000);
    }

    @Test
    void spendsUpToTheCeilingAndNotAFenBeyond() {
        reserve(Ids.next(), digital, "600", Map.of(DIGITAL_RESOURCES, Money.ofYuan("600")));
        reserve(Ids.next(), training, "299.99", Map.of(DIGITAL_RESOURCES, Money.ofYuan("299.99")));

        Refusal refusal = refused(Ids.next(), digital, "0.02", Map.of(DIGITAL_RESOURCES, Money.ofYuan("0.02")));

        assertThat(refusal.code()).isEqualTo("purpose-not-allowed");
        assertThat(refusal.values())
                .containsEntry("rule", "数字资源不高于 30%")
                .containsEntry("ceiling", Money.ofYuan("900"))
                .containsEntry("used", Money.ofYuan("899.99"))
                .containsEntry("available", Money.ofYuan("0.01"))
                .containsEntry("requested", Money.ofYuan("0.02"));
        reserve(Ids.next(), digital, "0.01", Map.of(DIGITAL_RESOURCES, Money.ofYuan("0.01")));
        reserve(Ids.next(), digital, "100", Map.of());
    }

    @Test
    void whatWasGivenBackCountsNoMoreAndWhatWasOrderedCountsOnce() {
        Map<String, Money> all = Map.of(DIGITAL_RESOURCES, Money.ofYuan("900"));
        UUID rejected = Ids.next();
        reserve(rejected, digital, "900", all);
        transactions
                .execute(book.releaseReservation(rejected, digital.id(), accountant))
                .block();

        UUID ordered = Ids.next();
        UUID order = Ids.next();
        reserve(ordered, digital, "900", all);
        transactions
                .execute(book.encumber(ordered, order, digital.id(), Money.ofYuan("500"), accountant))
                .block();

        reserve(Ids.next(), digital, "400", Map.of(DIGITAL_RESOURCES, Money.ofYuan("400")));
        assertThat(refused(Ids.next(), digital, "0.01", Map.of(DIGITAL_RESOURCES, Money.ofYuan("0.01")))
                        .values())
                .containsEntry("used", Money.ofYuan("900"));
    }

    @Test
    void ofManyAtOnceNoMorePassThanTheCeilingHolds() {
        Map<String, Money> all = Map.of(DIGITAL_RESOURCES, Money.ofYuan("100"));

        List<String> answers = Flux.range(0, 20)
                .flatMap(
                        one -> submit(Ids.next(), one % 2 == 0 ? digital : training, "100", all)
                                .thenReturn("reserved")
                                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code()))
                                .subscribeOn(Schedulers.parallel()),
                        8)
                .collectList()
                .block();

        assertThat(answers).filteredOn("reserved"::equals).hasSize(9);
        assertThat(answers).filteredOn("purpose-not-allowed"::equals).hasSize(11);
        long held = Objects.requireNonNull(book.balances(List.of(digital.id(), training.id()))
                .map(balance -> balance.reserved().fen())
                .reduce(0L, Long::sum)
                .block());
        assertThat(held).isEqualTo(90_000);
    }

    @Test
    void theSameRequisitionAgainIsNotCountedTwice() {
        UUID requisition = Ids.next();
        Map<String, Money> all = Map.of(DIGITAL_RESOURCES, Money.ofYuan("900"));

        reserve(requisition, digital, "900", all);
        reserve(requisition, digital, "900", all);

        assertThat(standing("gd-digital-ceiling").used()).isEqualTo(Money.ofYuan("900"));
    }

    @Test
    void aForbiddenClassIsRefusedAndNoMoneyMayMoveToIt() {
        BudgetLine salaries = line("per-pupil", "30101", 100);
        BudgetLine surcharge = line("education-surcharge", "31007", 100);

        assertThat(refused(Ids.next(), salaries, "1", Map.of()).values()).containsEntry("code", "gd-no-salaries");
        assertThat(codeOf(rules.checkTransfer(digital, salaries))).isEqualTo("purpose-not-allowed");
        assertThat(codeOf(rules.checkTransfer(digital, surcharge))).isEqualTo("purpose-not-allowed");
        rules.checkTransfer(digital, training).block();
    }

    @Test
    void theReportSaysWhichFloorsAreShortAndHowMuchCeilingIsUsed() {
        reserve(Ids.next(), training, "149.99", Map.of());

        assertThat(standing("gd-training-floor"))
                .extracting("threshold", "used", "state")
                .containsExactly(Money.ofYuan("150"), Money.ofYuan("149.99"), "short");
        reserve(Ids.next(), training, "0.01", Map.of());
        assertThat(standing("gd-training-floor").state()).isEqualTo("kept");
        assertThat(standing("gd-digital-ceiling"))
                .extracting("appropriated", "threshold", "state")
                .containsExactly(Money.ofYuan("3000"), Money.ofYuan("900"), "kept");

        signedIn(context, accountant)
                .get()
                .uri("/api/v1/organizations/%s/purpose-report?fiscalYear=%d".formatted(county.school(1), YEAR))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.rule.code == 'gd-training-floor')].used")
                .isEqualTo("150.00");
        signedIn(context, new TestCounty(database, 1).at(1, Role.ACCOUNTANT))
                .get()
                .uri("/api/v1/organizations/%s/purpose-report?fiscalYear=%d".formatted(county.school(1), YEAR))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void aRegionFollowsTheNearestStandardInForceThatDay() {
        assertThat(fen("440106", "primary", "base", "all", "2014-06-01")).isEqualTo(95_000);
        assertThat(fen("440106", "primary", "base", "all", "2026-01-01")).isEqualTo(115_000);
        assertThat(fen("440106", "senior", "base", "all", "2026-01-01")).isEqualTo(70_000);
        assertThat(fen("510100", "primary", "base", "all", "2017-01-01")).isEqualTo(60_000);
        assertThat(fen("320100", "primary", "base", "all", "2017-01-01")).isEqualTo(65_000);
        assertThat(standards
                        .inForce("440106", "special", "special-education", "visual", LocalDate.of(2026, 1, 1))
                        .block())
                .extracting("multiplierInHundredths", "verified")
                .containsExactly(1000, false);
        assertThat(codeOf(standards
                        .inForce("440106", "senior", "base", "all", LocalDate.of(2012, 1, 1))
                        .then()))
                .isEqualTo("funding-standard-missing");
        signedIn(context, accountant)
                .get()
                .uri("/api/v1/funding-standards?region=440106&on=2026-01-01")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].regionCode")
                .isEqualTo("440000");
    }

    private long fen(String region, String level, String component, String disability, String on) {
        FundingStandard standard = Objects.requireNonNull(standards
                .inForce(region, level, component, disability, LocalDate.parse(on))
                .block());
        return Objects.requireNonNull(standard.amount()).fen();
    }

    private PurposeReport.Standing standing(String code) {
        return Objects.requireNonNull(report.of(county.school(1), YEAR, accountant)
                .filter(one -> one.rule().code().equals(code))
                .blockFirst());
    }

    private BudgetLine line(String fund, String economicClass, long yuan) {
        UUID id = Ids.next();
        database.sql("""
                        insert into budget_line
                          (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                        values (:id, :fund, :year, :school, '2050202', :class, :name)
                        """)
                .bind("id", id)
                .bind("fund", fund)
                .bind("year", YEAR)
                .bind("school", county.school(1))
                .bind("class", economicClass)
                .bind("name", "指标" + economicClass)
                .then()
                .block();
        transactions
                .execute(book.appropriate(Ids.next(), id, Money.ofFen(yuan * 100), accountant))
                .block();
        return Objects.requireNonNull(lines.find(id, accountant).block());
    }

    private Mono<Void> submit(UUID requisition, BudgetLine line, String yuan, Map<String, Money> byTag) {
        Money amount = Money.ofYuan(yuan);
        return transactions.execute(book.reserve(requisition, line.id(), amount, accountant)
                .then(Mono.defer(() -> rules.check(requisition, line, amount, byTag))));
    }

    private void reserve(UUID requisition, BudgetLine line, String yuan, Map<String, Money> byTag) {
        submit(requisition, line, yuan, byTag).block();
    }

    private Refusal refused(UUID requisition, BudgetLine line, String yuan, Map<String, Money> byTag) {
        try {
            submit(requisition, line, yuan, byTag).block();
        } catch (Refusal refusal) {
            return refusal;
        }
        throw new AssertionError("not refused");
    }

    private static String codeOf(Mono<Void> work) {
        try {
            work.block();
            return "";
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }
}
