package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** kill -9 right after each acknowledged act of a purchase: the next start goes on where it stood, and the books hold. */
class CrashTests {

    /** No purchase needs it, and a killed one is the matter of {@code ApplianceProcessTests}. */
    private static final Map<String, String> WITHOUT_SEARCH = Map.of("ZIYUAN_OPENSEARCH_URL", "");

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void aPurchaseSurvivesKillNineAfterEveryHandOver() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("data"));
        int port = RunningMarket.freePort();

        RunningMarket market = RunningMarket.startWithProvince(folder, port, WITHOUT_SEARCH);
        School school = School.of(market, "s0009", "v01");
        UUID requisition = school.draft(School.offer("104c9yv", "pupil_year"), 10);
        String total = school.requisition(requisition).path("total").asString();
        assertThat(school.submit(requisition).path("state").asString()).isEqualTo("SUBMITTED");
        market.crash();

        market = RunningMarket.start(folder, port, WITHOUT_SEARCH);
        school = School.of(market, "s0009", "v01");
        assertThat(school.balance("reserved")).isEqualTo(total);
        assertThat(school.decide(school.accountant, requisition, "APPROVE", "").isEmpty())
                .isFalse();
        assertThat(school.decide(school.principal, requisition, "APPROVE", "").isEmpty())
                .isFalse();
        market.crash();

        market = RunningMarket.start(folder, port, WITHOUT_SEARCH);
        school = School.of(market, "s0009", "v01");
        JsonNode ordered = school.awaitState(requisition, "ORDERED");
        UUID order = UUID.fromString(ordered.path("orderId").asString());
        assertThat(school.balance("reserved")).isEqualTo("0.00");
        assertThat(school.balance("encumbered")).isEqualTo(total);
        assertThat(school.deliver(order).path("state").asString()).isEqualTo("INVOICED");
        assertThat(school.pay(order, "BK2026112300021").path("state").asString())
                .isEqualTo("SETTLED");
        market.crash();

        market = RunningMarket.start(folder, port, WITHOUT_SEARCH);
        school = School.of(market, "s0009", "v01");
        assertThat(school.awaitState(requisition, "COMPLETED").path("orderId").asString())
                .isEqualTo(order.toString());
        assertThat(school.balance("spent")).isEqualTo(total);
        List<String> said = new ArrayList<>();
        assertThat(market.run("verify", said)).as(String.join("\n", said)).isZero();
        market.stop();
    }
}
