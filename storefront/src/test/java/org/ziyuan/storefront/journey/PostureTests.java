package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the running product says of its own security, and to whom. */
class PostureTests {

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void theManagementPortTellsHowFarTheDemoIsFromProduction() throws Exception {
        JsonNode posture = JsonMapper.builder()
                .build()
                .readTree(get(market.managementAt("/internal/posture")).body());

        assertThat(posture.path("profile").asString()).isEqualTo("demo");
        assertThat(posture.path("measures").path("serialFilter").asString()).isEqualTo("!*");
        assertThat(posture.path("measures").path("applicationRole").asString()).isEqualTo("market_app");
        assertThat(posture.path("measures").path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(posture.path("deviations").valueStream().map(JsonNode::asString))
                .anyMatch(deviation -> deviation.contains("演示数据"))
                .anyMatch(deviation -> deviation.contains("ziyuan.session.secure"))
                .anyMatch(deviation -> deviation.contains("ExitOnOutOfMemoryError"))
                .noneMatch(deviation -> deviation.contains("拥有账簿的表"));
        String secrets = Files.readString(market.folder().resolve("secrets/database.properties"));
        secrets.lines()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .forEach(secret -> assertThat(posture.toString()).doesNotContain(secret));
        assertThat(Files.readString(market.folder().resolve("logs/ziyuan.log")))
                .contains("posture {\"profile\":\"demo\"");
    }

    @Test
    void nobodyElseIsToldAndHealthStaysWhereItWas() throws Exception {
        assertThat(get(market.at("/internal/posture")).statusCode()).isEqualTo(404);
        assertThat(get(market.at("/actuator/health")).statusCode()).isEqualTo(404);
        assertThat(get(market.managementAt("/actuator/health/readiness")).body())
                .contains("UP");
        assertThat(get(market.managementAt("/actuator/prometheus")).body())
                .contains("r2dbc_pool_max_allocated_connections{name=\"reads\"}")
                .contains("ziyuan_admission_requests_total{outcome=\"admitted\",purpose=\"searches\"}")
                .contains("ziyuan_edge_dropped_errors_total");
        assertThat(get(market.managementAt("/actuator/env")).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
