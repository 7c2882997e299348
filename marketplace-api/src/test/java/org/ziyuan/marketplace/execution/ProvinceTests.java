package org.ziyuan.marketplace.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Option;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Papers;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.transaction.BeijingTime;
import reactor.core.publisher.Mono;

/**
 * Thirty thousand schools with three lines each: the sums of a province stay within the five seconds that production
 * gives a statement. By day a fifth of the schools in a fifth of the time; with {@code -Plong} all of them.
 */
class ProvinceTests {

    private static final UUID PROVINCE = new UUID(0, 1);
    private static final int SCHOOLS = Tries.of(6_000, 30_000);
    private static final Option<String> OPTIONS = Option.valueOf("options");
    private static final String STATEMENTS_END = TestDatabase.SESSION_OPTIONS.replace(
            "statement_timeout=5s", "statement_timeout=%ds".formatted(Tries.of(1, 5)));
    private static final Money EACH = Money.ofFen(SCHOOLS * 3L * 111_00L);

    private final TestDatabase database = TestDatabase.another();
    private final DatabaseClient hurried =
            DatabaseClient.create(database.pool(8, options -> options.option(OPTIONS, STATEMENTS_END)));
    private final Extents extents =
            new Extents(hurried, Clock.fixed(Instant.parse("2026-11-30T00:00:00Z"), BeijingTime.ZONE));
    private final ExecutionTree tree = new ExecutionTree(hurried, extents, new BranchRows(hurried));
    private final ExecutionMonths months = new ExecutionMonths(hurried, extents, tree);
    private final TrialBalance trialBalance = new TrialBalance(hurried, extents);
    private final Holdings holdings = new Holdings(hurried, extents, new Papers(hurried, List.of()));
    private final Actor official =
            new Actor(UUID.randomUUID(), "省级主管", PROVINCE, "440000", Set.of(Role.PROVINCE_BUREAU));

    @Test
    void theSumsOfAProvinceComeInTime() throws SQLException {
        fill();
        Question question = new Question(PROVINCE, null, 2026);

        ExecutionTree.Branch branch = inTime("tree", tree.of(question, official));
        assertThat(branch.rows()).hasSize(100);
        assertThat(branch.whole().available()).isEqualTo(EACH);
        assertThat(branch.whole().spent()).isEqualTo(EACH);

        UUID county = Objects.requireNonNull(branch.rows().get(0).id());
        ExecutionTree.Branch below = inTime("county", tree.of(new Question(county, null, 2026), official));
        assertThat(below.rows()).hasSize(SCHOOLS / 100);

        assertThat(inTime("months", months.of(question, official)).months())
                .hasSize(12)
                .allSatisfy(month -> assertThat(month.committed()).isEqualTo(Money.ofFen(SCHOOLS * 3L * 300)));

        assertThat(inTime(
                                "holdings",
                                holdings.of(question, Figure.SPENT, Sought.everything(Cursor.START, 50), official))
                        .items())
                .hasSize(50);
        assertThat(inTime("trial balance", trialBalance.of(question, official)).rows())
                .isNotEmpty();
    }

    private static <T> T inTime(String what, Mono<T> question) {
        return Objects.requireNonNull(question.checkpoint(what).block());
    }

    /** Rows without legs: what is measured is how sums are read, not how they came about. */
    private void fill() throws SQLException {
        try (Connection owner = database.superuser();
                Statement statement = owner.createStatement()) {
            for (String sql : new String[] {
                "set search_path = market",
                // Balances without legs are what the guards of the books are there to refuse.
                "set session_replication_role = replica",
                "insert into organization (id, kind, tier, code, name, path) values ('" + PROVINCE
                        + "', 'bureau', 'province', '440000', '省', '440000')",
                """
                insert into organization (id, kind, tier, code, name, path, parent_id)
                  select gen_random_uuid(), 'bureau', 'county', 'c' || n, '县' || n, '440000.c' || lpad(n::text, 3, '0'), '%s'
                    from generate_series(1, 100) n
                """.formatted(PROVINCE),
                """
                insert into organization (id, kind, tier, code, name, path, parent_id)
                  select gen_random_uuid(), 'school', 'school', 's' || n, '学校' || n, c.path || '.s' || n, c.id
                    from generate_series(1, %d) n join organization c on c.code = 'c' || (1 + n %% 100)
                """.formatted(SCHOOLS),
                """
                insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                  select gen_random_uuid(), 'per-pupil', year, o.id, '2050202', '3021' || k, '指标' || k
                    from organization o, generate_series(1, 3) k, generate_series(2025, 2026) year where o.kind = 'school'
                """,
                """
                insert into account (key, code, ledger, fund_code, fiscal_year, budget_line_id, document_id, limited,
                                     credits_posted)
                  select k.code || b.id, k.code, 1, b.fund_code, b.fiscal_year, b.id,
                         case when k.scope = 'line-document' then b.id end, true, 11100
                    from budget_line b, account_class k
                   where k.code in ('B200', 'B210', 'B220', 'B240')
                """,
                "insert into line_balance select * from line_balance_by_accounts",
                """
                insert into line_month
                  select b.id, month, 300, 100 from budget_line b, generate_series(1, 12) month where b.fiscal_year = 2026
                """,
                "analyze line_balance",
                "analyze line_month",
                "analyze organization",
                "analyze budget_line",
                "analyze account"
            }) {
                boolean unused = statement.execute(sql);
            }
        }
    }
}
