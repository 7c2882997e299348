package org.ziyuan.storefront.appliance.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.test.TestDatabase;

/** The repeatable files of all modules: a change of one runs it again over a database in use. */
class RepeatableMigrationsTests {

    private static final String PICTURE = """
            select pg_get_functiondef(oid) || coalesce(proacl::text, '') from pg_proc
             where pronamespace = 'market'::regnamespace and prokind = 'f'
            union all
            select pg_get_triggerdef(t.oid) || t.tgenabled::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
             where c.relnamespace = 'market'::regnamespace and not t.tgisinternal
            union all
            select relname || coalesce(relacl::text, '') from pg_class where relnamespace = 'market'::regnamespace
            union all
            select 'rule ' || r::text from market.posting_rule r
            union all
            select 'class ' || k::text from market.account_class k
            union all
            select 'standard ' || s::text from market.funding_standard s
            union all
            select 'method ' || m::text from market.rule_set m
            union all
            select 'seal ' || s::text from market.row_seal s
            order by 1
            """;

    @Test
    void runAgainWholeAndChangeNothing() throws SQLException {
        TestDatabase database = TestDatabase.another();
        List<String> before = picture(database);
        int repeatable;
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            repeatable = statement.executeUpdate(
                    "update market.flyway_schema_history set checksum = 0 where version is null and script like 'R\\_\\_%'");
        }

        int executed = Flyway.configure()
                .dataSource(database.jdbcUrl(), "postgres", "")
                .initSql("set role market_owner")
                .schemas("market")
                .locations("classpath:db/schema")
                .placeholders(
                        Map.of("appRole", "market_app", "engineRole", "market_engine", "auditRole", "market_audit"))
                .load()
                .migrate()
                .migrationsExecuted;

        assertThat(repeatable).isGreaterThan(10);
        assertThat(executed).isEqualTo(repeatable);
        assertThat(picture(database)).isEqualTo(before);
    }

    private static List<String> picture(TestDatabase database) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PICTURE)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        assertThat(lines).hasSizeGreaterThan(300);
        return lines;
    }
}
