package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL and one OpenSearch serve the story, every request going to the other one. */
class TwoNodesTests {

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void requestsAlternateBetweenTwoNodesAndThePurchaseIsOne() throws Exception {
        RunningMarket first = RunningMarket.shared();
        RunningMarket second = RunningMarket.start(
                Files.createDirectory(temporary.resolve("second")), RunningMarket.freePort(), sharing(first));
        try {
            School school = School.of(request -> request % 2 == 0 ? first : second, "s0011", "v01");

            UUID order = school.order(School.offer("104c9yv", "pupil_year"), 20);
            String state = school.deliver(order).path("state").asString();

            assertThat(state).isEqualTo("INVOICED");
            assertThat(school.balance("accepted"))
                    .isEqualTo(school.orderOf(order).path("total").asString());
        } finally {
            second.stop();
        }
    }

    private static Map<String, String> sharing(RunningMarket first) throws Exception {
        Properties passwords = new Properties();
        try (Reader file = Files.newBufferedReader(first.folder().resolve("secrets/database.properties"))) {
            passwords.load(file);
        }
        String database = "postgresql://127.0.0.1:" + port(first, "数据库") + "/ziyuan";
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_R2DBC_URL", "r2dbc:" + database);
        environment.put("SPRING_R2DBC_USERNAME", "ziyuan_superuser");
        environment.put("SPRING_R2DBC_PASSWORD", passwords.getProperty("ziyuan_superuser"));
        environment.put("SPRING_DATASOURCE_URL", "jdbc:" + database);
        environment.put("SPRING_DATASOURCE_USERNAME", "ziyuan_superuser");
        environment.put("SPRING_DATASOURCE_PASSWORD", passwords.getProperty("ziyuan_superuser"));
        environment.put("ZIYUAN_OPENSEARCH_URL", "http://127.0.0.1:" + port(first, "检索"));
        environment.put(
                "ZIYUAN_SECRETS_KEY_ENCRYPTION_KEY",
                Files.readString(first.folder().resolve("secrets/key-encryption-key"))
                        .strip());
        return environment;
    }

    private static String port(RunningMarket market, String part) {
        Matcher line = Pattern.compile(part + ".*127\\.0\\.0\\.1:(\\d+)").matcher(market.output());
        if (!line.find()) {
            throw new AssertionError("the panel does not name " + part + ": " + market.output());
        }
        return line.group(1);
    }
}
