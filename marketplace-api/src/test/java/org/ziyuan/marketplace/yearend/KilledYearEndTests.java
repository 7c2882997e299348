package org.ziyuan.marketplace.yearend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.MarketplaceOnly;
import org.ziyuan.marketplace.test.MovableClock;
import org.ziyuan.marketplace.test.OtherNode;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.YearEndRun.State;
import reactor.core.publisher.Mono;

/** A node that is killed while it closes a year leaves each organization closed or open, never in between. */
@SpringBootTest(
        classes = MarketplaceOnly.class,
        properties = {"ziyuan.roles=api", "ziyuan.year-end.poll=1h"})
@Import(MovableClock.Bound.class)
@DirtiesContext
class KilledYearEndTests {

    private static final TestDatabase OWN = TestDatabase.another();
    private static final int YEAR = 2025;
    private static final int SCHOOLS = 120;
    /** The second finds what the first found; both cost a process. */
    private static final int KILLS = Tries.of(1, 2);

    private static final String CLOSED =
            "select count(*) from closed_year y join organization o on o.id = y.organization_id where o.kind = 'school'";
    private static final String CARRIED = """
            select coalesce(sum(a.credits_posted), 0)::bigint from account a join budget_line b on b.id = a.budget_line_id
             where b.fiscal_year = %d and a.code = 'B200'
            """.formatted(YEAR + 1);
    private static final String CARRIED_WITHOUT_ITS_CLOSE = "select (%s) - 100000 * (%s)".formatted(CARRIED, CLOSED);

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        OWN.properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    @Autowired
    MovableClock clock;

    @Autowired
    DatabaseClient database;

    @Autowired
    BudgetBook book;

    @Autowired
    MoneyTransactions money;

    @Autowired
    StartYearEnd start;

    @Autowired
    AdvanceYearEnds advance;

    @Autowired
    YearEndRuns runs;

    @Autowired
    PreviewYearEnd preview;

    @Autowired
    List<Invariant> invariants;

    @Test
    void whatANodeLeavesIsWholeAndIsFinishedByTheNext() throws IOException {
        clock.set(LocalDate.of(YEAR, 6, 1));
        County county = new County(database);
        List<UUID> lines = new ArrayList<>();
        for (int n = 1; n <= SCHOOLS; n++) {
            Actor accountant = county.school();
            UUID line = county.line(accountant.organizationId(), YEAR, "30218");
            run(book.appropriate(Ids.next(), line, Money.ofYuan("1000"), accountant));
            UUID requisition = Ids.next();
            run(book.reserve(requisition, line, Money.ofYuan("" + n), accountant));
            lines.add(line);
        }
        clock.set(LocalDate.of(YEAR + 1, 1, 5));
        PreviewYearEnd.Figures expected = now(preview.total(county.id, true, YEAR, county.bureau));
        UUID close = Ids.next();
        done(start.close(close, county.id, true, YEAR, true, county.bureau));

        for (int kill = 0; kill < KILLS; kill++) {
            long before = closed();
            try (OtherNode node = OtherNode.start(OWN, "ziyuan.year-end.poll=50ms")) {
                node.killOnce(() -> closed() > before + 10);
            }
            assertThat(closed()).as("killed in the middle").isLessThan(SCHOOLS);
            assertThat(number(CARRIED_WITHOUT_ITS_CLOSE)).isZero();
            assertThat(violations()).isEmpty();
        }
        for (int n = 0; n < 3 * SCHOOLS && now(runs.find(close, county.bureau)).state() == State.RUNNING; n++) {
            done(advance.advance(close));
        }

        assertThat(now(runs.find(close, county.bureau)).state()).isEqualTo(State.DONE);
        assertThat(closed()).isEqualTo(SCHOOLS);
        assertThat(number(CARRIED))
                .isEqualTo(SCHOOLS * 100_000L)
                .isEqualTo(expected.carried().fen());
        for (UUID line : lines) {
            assertThat(now(book.balance(line)).available()).isEqualTo(Money.ZERO);
        }
        assertThat(violations()).isEmpty();
    }

    private long closed() {
        return number(CLOSED);
    }

    private long number(String query) {
        return now(database.sql(query).mapValue(Long.class).one());
    }

    private List<String> violations() {
        return invariants.stream()
                .flatMap(invariant -> invariant
                        .check()
                        .map(found -> invariant.code() + ": " + found.row() + " " + found.explanation())
                        .toStream())
                .toList();
    }

    private void run(Mono<?> work) {
        done(money.execute(work.thenReturn(true)));
    }

    private static <T> T now(Mono<T> work) {
        return Objects.requireNonNull(work.block());
    }

    private static void done(Mono<?> work) {
        assertThat(work.blockOptional()).isPresent();
    }
}
