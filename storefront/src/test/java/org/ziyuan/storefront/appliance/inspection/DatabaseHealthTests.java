package org.ziyuan.storefront.appliance.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.ziyuan.marketplace.test.TestDatabase;

class DatabaseHealthTests {

    @Test
    void saysWhetherTheRoleThatServesCouldRewriteEvidence() {
        assertThat(evidence("market_app")).isEqualTo("应用角色 market_app 无权改写凭证");
        assertThat(evidence("market_owner")).contains("market_owner 有权改写", "请分开角色");
    }

    @Test
    void namesAClockThatWasSetBackAndWhatWaitsBecauseOfIt() throws SQLException {
        TestDatabase database = TestDatabase.another();
        assertThat(findings(database)).allMatch(DatabaseHealth.Finding::good);

        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("set search_path = market");
            int one = statement.executeUpdate("""
                    insert into market.outbox_message (id, type, aggregate_type, aggregate_id, payload, created_at)
                    values (gen_random_uuid(), 'Happened', 'thing', gen_random_uuid(), '{}', now() + interval '25 hours')
                    """);
            int two = statement.executeUpdate("""
                    insert into market.outbox_delivery (consumer, seq, aggregate_id, next_attempt_at)
                    select 'index', seq, aggregate_id, now() + interval '25 hours' from market.outbox_message
                    """);
            assertThat(one + two).isEqualTo(2);
        }

        assertThat(findings(database))
                .filteredOn(finding -> !finding.good())
                .extracting(DatabaseHealth.Finding::about, DatabaseHealth.Finding::text)
                .satisfiesExactly(
                        clock -> assertThat(clock.toList().toString()).contains("时钟", "被拨回过", "小时"),
                        waiting -> assertThat(waiting.toList().toString())
                                .contains("等候", "index 1", "update market.outbox_delivery"));
    }

    /** A port that accepts and never greets; the address allows a migration half an hour. */
    @Test
    void doesNotWaitLongForADatabaseThatNeverGreets() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            MockEnvironment environment = new MockEnvironment()
                    .withProperty(
                            "spring.flyway.url",
                            "jdbc:postgresql://127.0.0.1:%d/market?connectTimeout=10&socketTimeout=1800"
                                    .formatted(silent.getLocalPort()));

            assertThat(CompletableFuture.supplyAsync(() -> DatabaseHealth.examine(environment)))
                    .succeedsWithin(Duration.ofSeconds(20))
                    .satisfies(findings -> {
                        assertThat(findings).hasSize(1);
                        assertThat(findings.get(0).good()).isFalse();
                        assertThat(findings.get(0).text()).contains("无法连接");
                    });
        }
    }

    private static List<DatabaseHealth.Finding> findings(TestDatabase database) {
        return DatabaseHealth.examine(new MockEnvironment()
                .withProperty("spring.flyway.url", database.jdbcUrl())
                .withProperty("spring.flyway.user", "postgres")
                .withProperty("spring.r2dbc.username", "market_app"));
    }

    private static String evidence(String application) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.flyway.url", TestDatabase.shared().jdbcUrl())
                .withProperty("spring.flyway.user", "market_owner")
                .withProperty("spring.r2dbc.username", application);
        List<DatabaseHealth.Finding> findings = DatabaseHealth.examine(environment);
        assertThat(findings)
                .as("%s", findings)
                .anyMatch(finding -> finding.about().equals("凭证"));
        return findings.get(findings.size() - 1).text();
    }
}
