package org.ziyuan.storefront.appliance.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.storefront.appliance.parts.KeyFile;
import org.ziyuan.storefront.appliance.start.StartRefused;
import tools.jackson.databind.json.JsonMapper;

class ProductionPostureTests {

    private static final String GOOD_KEY = "Bu+PKW+OBT+ZCnJHxNyFgRWybFUc18DBHBaAi7kdjgE=";
    private static final String GOOD_PASSWORD = "bVq7-Kx2m_Rt9-Lw4z";

    @Test
    void refusesAMissingKey() {
        assertThat(problems(new MockEnvironment())).anyMatch(problem -> problem.contains(KeyFile.PROPERTY));
    }

    @Test
    void refusesAKeyThatIsShortOrNotRandom() {
        assertThat(problems(new MockEnvironment().withProperty(KeyFile.PROPERTY, "c2hvcnQ=")))
                .hasSize(1);
        assertThat(problems(new MockEnvironment()
                        .withProperty(KeyFile.PROPERTY, "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=")))
                .hasSize(1);
    }

    @Test
    void acceptsARandomKeyOnLoopback() {
        assertThat(problems(withKey())).isEmpty();
    }

    @Test
    void refusesToLetPeopleWithMoneyInByAPasswordAlone() {
        assertThat(problems(withKey().withProperty("ziyuan.second-factor.demanded", "false")))
                .singleElement()
                .asString()
                .contains("第二步验证");
    }

    @Test
    void refusesAKnownDatabasePasswordAndADistantDatabaseWithoutEncryption() {
        MockEnvironment environment = withKey()
                .withProperty("spring.r2dbc.url", "r2dbc:postgresql://10.0.0.9/ziyuan")
                .withProperty("spring.datasource.url", "jdbc:postgresql://10.0.0.9/ziyuan")
                .withProperty("spring.datasource.password", GOOD_PASSWORD)
                .withProperty("spring.r2dbc.password", "changeme");

        assertThat(problems(environment))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("spring.r2dbc.password"))
                .anyMatch(problem -> problem.contains("verify-full"));
    }

    @Test
    void aBareStartNamesEveryProblemAtOnce() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("management.server.address", "0.0.0.0")
                .withProperty("server.address", "0.0.0.0")
                .withProperty("ziyuan.session.secure", "false")
                .withProperty("ziyuan.lti.issuer", "http://market.example")
                .withProperty("spring.r2dbc.url", "r2dbc:postgresql://127.0.0.1:1/ziyuan")
                .withProperty("spring.flyway.url", "jdbc:postgresql://127.0.0.1:1/ziyuan");
        environment.setActiveProfiles("production");

        assertThat(Posture.problems(environment))
                .anyMatch(problem -> problem.contains(KeyFile.PROPERTY))
                .anyMatch(problem -> problem.contains("管理端口"))
                .anyMatch(problem -> problem.contains("server.ssl"))
                .anyMatch(problem -> problem.contains("ziyuan.session.secure"))
                .anyMatch(problem -> problem.contains("spring.r2dbc.password"))
                .anyMatch(problem -> problem.contains("ziyuan.lti.issuer"))
                .anyMatch(problem -> problem.contains("无法连接数据库"));
    }

    @Test
    void knowsEachWayToSpeakTlsItself() {
        assertThat(Posture.endsTls(new MockEnvironment())).isFalse();
        for (String way : List.of("bundle", "key-store", "certificate")) {
            MockEnvironment environment = new MockEnvironment().withProperty("server.ssl." + way, "x");
            assertThat(Posture.endsTls(environment)).as(way).isTrue();
            assertThat(Posture.endsTls(environment.withProperty("server.ssl.enabled", "false")))
                    .isFalse();
        }
    }

    @Test
    void theReportSaysWhoEndsTls() {
        MockEnvironment environment =
                new MockEnvironment().withProperty("spring.flyway.url", "jdbc:postgresql://127.0.0.1:1/ziyuan");

        assertThat(measures(environment)).containsEntry("tls", "none");
        environment.setProperty("server.ssl.key-store", "market.p12");
        assertThat(measures(environment)).containsEntry("tls", "server.ssl");
    }

    @Test
    void refusesAnOpenAddressWithoutTlsAndSessionsOverPlainHttp() {
        MockEnvironment environment =
                withKey().withProperty("server.address", "0.0.0.0").withProperty("ziyuan.session.secure", "false");

        assertThat(problems(environment)).hasSize(2);
    }

    @Test
    void refusesHalfAContractWithAPaymentProviderAndItsTestKeys() {
        MockEnvironment environment = withKey().withProperty("ziyuan.payment.stripe.api-key", "sk_test_51");

        assertThat(problems(environment)).hasSize(2);
    }

    @Test
    void refusesADatabaseThatHoldsTheDemoOrLosesCommits() throws Exception {
        TestDatabase database = TestDatabase.another();
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into market.demo_province (completed_at, fiscal_year) values (now(), 2026)");
        }
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.flyway.url", database.jdbcUrl())
                .withProperty("spring.flyway.user", "market_owner")
                .withProperty("spring.r2dbc.username", "market_app");

        assertThat(ProductionDatabase.problems(environment))
                .anyMatch(problem -> problem.contains("演示数据"))
                .anyMatch(problem -> problem.contains("fsync"))
                .noneMatch(problem -> problem.contains("超级用户"));
    }

    @Test
    void refusesAnApplicationThatOwnsTheBooksItIsNotToRewrite() {
        TestDatabase database = TestDatabase.another();
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.flyway.url", database.jdbcUrl())
                .withProperty("spring.flyway.user", "postgres")
                .withProperty("spring.r2dbc.username", "market_app");
        assertThat(ProductionDatabase.problems(environment)).noneMatch(problem -> problem.contains("账簿的表"));

        environment.setProperty("spring.r2dbc.username", "market_owner");

        assertThat(ProductionDatabase.problems(environment)).anyMatch(problem -> problem.contains("账簿的表"));
    }

    @Test
    void theDemoAndProductionExcludeEachOther() {
        MockEnvironment environment = withKey();
        environment.setActiveProfiles("demo", "production");

        assertThatExceptionOfType(StartRefused.class).isThrownBy(() -> Posture.checkConfiguration(environment));
    }

    private static MockEnvironment withKey() {
        return new MockEnvironment().withProperty(KeyFile.PROPERTY, GOOD_KEY);
    }

    private static Map<String, String> measures(MockEnvironment environment) {
        return new PostureReport(environment, new JsonMapper()).posture().measures();
    }

    private static List<String> problems(MockEnvironment environment) {
        return new ProductionSecrets(environment).problems();
    }
}
