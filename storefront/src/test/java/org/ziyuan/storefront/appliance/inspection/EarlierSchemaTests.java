package org.ziyuan.storefront.appliance.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.storefront.appliance.posture.Posture;
import org.ziyuan.storefront.appliance.start.StartRefused;

class EarlierSchemaTests {

    @Test
    void refusesADatabaseOfBeforeTheBaselineInBothLanguagesAndTouchesNothing() throws SQLException {
        TestDatabase database = TestDatabase.another();
        MockEnvironment environment = environment(database.jdbcUrl());
        assertThatCode(() -> Posture.checkDatabase(environment)).doesNotThrowAnyException();

        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            int applied = statement.executeUpdate("""
                    insert into market.flyway_schema_history
                      (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (0, '202611230100', 'organizations', 'SQL', 'V202611230100__organizations.sql', 'x', 1, true)
                    """);
            assertThat(applied).isEqualTo(1);
        }

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> Posture.checkDatabase(environment))
                .withMessageContaining("earlier-schema")
                .withMessageContaining("请另备数据目录（ZIYUAN_DATA_DIR）")
                .withMessageContaining("made by a version before the first release");
        assertThat(DatabaseHealth.examine(environment))
                .filteredOn(finding -> !finding.good())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("earlier-schema"));
    }

    /** The first baseline wrote its states in small letters. */
    @Test
    void refusesADatabaseWhoseStatesAreInSmallLetters() throws SQLException {
        TestDatabase database = TestDatabase.another();
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("""
                    alter table market.person drop constraint person_status_check,
                      add constraint person_status_check check (status in ('active', 'suspended'))
                    """)).isFalse();
        }

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> Posture.checkDatabase(environment(database.jdbcUrl())))
                .withMessageContaining("earlier-schema");
    }

    @Test
    void anEmptyDatabaseIsNoneOfBefore() {
        String url = TestDatabase.shared().jdbcUrl();
        MockEnvironment environment = environment(url.substring(0, url.lastIndexOf('/')) + "/template1");

        assertThatCode(() -> Posture.checkDatabase(environment)).doesNotThrowAnyException();
    }

    private static MockEnvironment environment(String url) {
        return new MockEnvironment()
                .withProperty("spring.flyway.url", url)
                .withProperty("spring.flyway.user", "postgres")
                .withProperty("spring.r2dbc.username", "market_app");
    }
}
