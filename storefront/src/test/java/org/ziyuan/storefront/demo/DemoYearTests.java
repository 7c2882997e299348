package org.ziyuan.storefront.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ActiveProfiles;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.test.MovableClock;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.security.WholeMarket;

/** A demo that is started again after New Year has money to spend in the new year, and keeps what it had. */
@WholeMarket
@ActiveProfiles("demo")
@Import(MovableClock.Bound.class)
class DemoYearTests {

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
