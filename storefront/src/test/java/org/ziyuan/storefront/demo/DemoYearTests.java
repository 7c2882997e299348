package org.ziyuan.storefront.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ActiveProfiles;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.test.MovableClock;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.security.WholeMarket;
import reactor.core.publisher.Flux;

/** A demo that is started again after New Year has money to spend in the new year, and keeps what it had. */
@WholeMarket
@ActiveProfiles("demo")
@Import(MovableClock.Bound.class)
class DemoYearTests {

    private static final Map<String, String> BUREAUS = Map.of("city", "市", "county", "县");
    private static final UUID SCHOOL = Ids.derived("demo-organization", "s0001");

    @Autowired
    DemoProvince province;

    @Autowired
    MovableClock clock;

    @Autowired
    BudgetLines lines;

    @Autowired
    BudgetBook book;

    @Autowired
    BringIn bringIn;

    @Autowired
    List<Invariant> invariants;

    @Autowired
    DatabaseClient database;

    @Test
    void aStartInJanuaryGivesEverySchoolTheLinesOfTheNewYear() {
        int year = LocalDate.now(clock).getYear();
        assertThat(database.sql("delete from demo_province")
                        .fetch()
                        .rowsUpdated()
                        .block())
                .isOne();
        province.run(new DefaultApplicationArguments());
        List<Long> before = available(year);
        assertThat(before).hasSizeGreaterThanOrEqualTo(2).allMatch(fen -> fen > 0);
        assertThat(available(year + 1)).isEmpty();

        clock.set(LocalDate.of(year + 1, 1, 1));
        province.run(new DefaultApplicationArguments());

        assertThat(available(year)).isEqualTo(before);
        assertThat(available(year + 1)).hasSizeGreaterThanOrEqualTo(2).allMatch(fen -> fen > 0);
        assertThat(states()).containsExactly("POSTED", "POSTED", "POSTED", "COMPUTED");
        province.run(new DefaultApplicationArguments());
        assertThat(states()).hasSize(4);
        assertThat(invariants)
                .allSatisfy(invariant ->
                        assertThat(invariant.check().collectList().block()).isEmpty());
    }

    /** The rows are put in past the door (decision 55); brought in by it as a file, not one would be another. */
    @Test
    void theTreeIsWhatAFileOfItWouldHaveWritten() {
        if (organizations(SCHOOL) == 0) {
            database.sql("delete from demo_province").then().block();
            province.run(new DefaultApplicationArguments());
        }
        DemoRegions regions = new DemoRegions();
        StringBuilder file = new StringBuilder("机构代码,机构名称,机构类别,上级机构代码,办学类型\n");
        regions.all().stream()
                .filter(region -> BUREAUS.containsKey(region.tier()))
                .forEach(region -> file.append("%s,%s,%s,%s,%n"
                        .formatted(region.code(), region.bureauName(), BUREAUS.get(region.tier()), region.parent())));
        List<DemoSchools.School> schools = new DemoSchools(regions).all();
        schools.forEach(school -> file.append("%s,%s,学校,%s,%s%n"
                .formatted(
                        school.code(),
                        school.name(),
                        school.region().code(),
                        school.kind().stage.words().get(0))));

        Intake looked = bringIn.bringIn(
                        Ids.next(),
                        "organizations",
                        "演示省.csv",
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(
                                file.toString().getBytes(StandardCharsets.UTF_8))),
                        new Actor(
                                Ids.derived("demo-person", "operator"),
                                "运营",
                                DemoProvince.OPERATOR,
                                "operator",
                                Set.of(Role.OPERATOR)))
                .blockOptional()
                .orElseThrow();

        assertThat(looked)
                .extracting(Intake::faults, Intake::added, Intake::changed, Intake::same)
                .containsExactly(0, 0, 0, looked.rows());
        assertThat(looked.rows()).isGreaterThan(schools.size());
    }

    private long organizations(UUID id) {
        return database.sql("select count(*) from organization where id = :id")
                .bind("id", id)
                .mapValue(Long.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }

    private List<Long> available(int year) {
        return lines.usableBy(SCHOOL, year)
                .map(BudgetLine::id)
                .concatMap(book::balance)
                .map(balance -> balance.available().fen())
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    /** Of the province's allocations by year. */
    private List<String> states() {
        return database.sql("select state from allocation_run order by fiscal_year, computed_at")
                .mapValue(String.class)
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }
}
