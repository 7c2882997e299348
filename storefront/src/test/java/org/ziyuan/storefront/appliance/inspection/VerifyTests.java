package org.ziyuan.storefront.appliance.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.ziyuan.ResourceSupermarket;
import org.ziyuan.marketplace.test.TestDatabase;

class VerifyTests {

    @Test
    void anUntouchedDatabaseHoldsAndATamperedAuditEntryIsFound() throws Exception {
        TestDatabase database = TestDatabase.another();
        assertThat(verify(database)).isZero();

        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("""
                    insert into market.audit_chain (organization_id, seq, head)
                    values ('00000000-0000-7000-8000-000000000001', 1, sha256('forged'))
                    """);
        }

        assertThat(verify(database)).isOne();
    }

    @Test
    void looksAtTheDemoWithoutPuttingItIn() throws Exception {
        TestDatabase database = TestDatabase.another();

        assertThat(verify(database)).isZero();

        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet schools = statement.executeQuery("select count(*) from market.organization")) {
            assertThat(schools.next()).isTrue();
            assertThat(schools.getLong(1)).isZero();
        }
    }

    private static int verify(TestDatabase database) {
        SpringApplication spring = new SpringApplication(ResourceSupermarket.class);
        spring.setAdditionalProfiles("demo");
        String[] arguments = database.properties().entrySet().stream()
                .map(VerifyTests::argument)
                .toArray(String[]::new);
        return Verify.run(spring, arguments);
    }

    private static String argument(Map.Entry<String, Object> property) {
        return "--%s=%s".formatted(property.getKey(), property.getValue());
    }
}
