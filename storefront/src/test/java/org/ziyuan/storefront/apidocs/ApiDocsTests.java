package org.ziyuan.storefront.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.web.RoutePolicies.Audience;
import org.ziyuan.storefront.security.WholeMarket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WholeMarket
@ActiveProfiles("demo")
class ApiDocsTests {

    private final WebTestClient web;

    ApiDocsTests(@Autowired ApplicationContext context) {
        this.web = WebTestClient.bindToApplicationContext(context)
                .configureClient()
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 * 1024 * 1024))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everyOperationIsDescribedInWords(String language) {
        JsonNode api = description(language);

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(operations(api)).hasSizeGreaterThan(40);
        assertThat(operations(api).stream()
                        .map(operation -> operation.path("summary").asString())
                        .filter(summary -> summary.startsWith("api.")))
                .isEmpty();
    }

    @Test
    void inProductionOnlyWhoIsSignedInReadsIt() {
        MockEnvironment production = new MockEnvironment();
        production.setActiveProfiles("production");

        assertThat(ApiDocsPage.apiDocsRoutes(production).routes())
                .isNotEmpty()
                .allMatch(route -> route.audience() == Audience.SIGNED_IN);
    }

    @Test
    void nobodyIsAskedWhoHeIs() {
        assertThat(description("zh").toString()).doesNotContain("organizationPath", "OperationId");
    }

    @Test
    void amountsAreStringsAndRefusalsAreProblems() {
        JsonNode schemas = description("en").path("components").path("schemas");

        assertThat(schemas.has("Money")).isFalse();
        assertThat(schemas.path("Problem").path("properties").has("code")).isTrue();
    }

    @Test
    void thePageLoadsNothingButFilesOfOurs() {
        String page = Objects.requireNonNull(web.get()
                .uri("/api-docs?lang=en")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

        assertThat(page).contains("/api-docs/openapi/en").doesNotContain("http://", "https://fonts", "??");
        for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js")) {
            web.get()
                    .uri("/webjars/swagger-ui/" + file)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        web.get()
                .uri("/webjars/swagger-ui/oauth2-redirect.html")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private JsonNode description(String language) {
        return JsonMapper.shared()
                .readTree(web.get()
                        .uri("/api-docs/openapi/" + language)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody());
    }

    private static List<JsonNode> operations(JsonNode api) {
        List<JsonNode> operations = new ArrayList<>();
        api.path("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }
}
