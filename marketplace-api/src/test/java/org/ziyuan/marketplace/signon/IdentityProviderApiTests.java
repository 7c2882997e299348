package org.ziyuan.marketplace.signon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** What the page of identity providers can do, a program can do. */
@MarketplaceTest
class IdentityProviderApiTests {

    private static final String PROVIDERS = "/api/v1/identity-providers";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    private WebTestClient operator;
    private String some;

    @BeforeEach
    void anOperator() {
        Actor actor = new TestPeople(database).atNewSchool(Role.OPERATOR);
        operator = TestPeople.signedIn(context, actor);
        some = Ids.next().toString().substring(24).toLowerCase(Locale.ROOT);
    }

    @Test
    void aProviderIsAddedReadAndChangedAsItWasReadAndItsSecretStaysInside() {
        byte[] added = operator.post()
                .uri(PROVIDERS)
                .bodyValue(wanted("省平台"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(1)
                .returnResult()
                .getResponseBody();
        assertThat(new String(Objects.requireNonNull(added), StandardCharsets.UTF_8))
                .doesNotContain("only-we-know");
        String one = PROVIDERS + "/" + id();
        String tag = TestPeople.tag(operator, one);

        change(one, "\"7\"", "改名").expectStatus().isEqualTo(412);
        change(one, tag, "改名")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("改名");
        change(one, tag, "再改名").expectStatus().isEqualTo(412);
        operator.post()
                .uri(one + "/preview")
                .bodyValue(Map.of("claims", "not json"))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("claims-malformed");
    }

    @Test
    void nobodyButTheOperatorIsAnswered() {
        WebTestClient principal = TestPeople.signedIn(context, new TestPeople(database).atNewSchool(Role.PRINCIPAL));
        principal.get().uri(PROVIDERS).exchange().expectStatus().isForbidden();
        principal
                .post()
                .uri(PROVIDERS)
                .bodyValue(wanted("别人的"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private WebTestClient.ResponseSpec change(String one, String tag, String name) {
        return operator.put()
                .uri(one)
                .header("If-Match", tag)
                .bodyValue(wanted(name))
                .exchange();
    }

    private String id() {
        return Objects.requireNonNull(database.sql("select id::text from identity_provider where code = :code")
                .bind("code", "p" + some)
                .mapValue(String.class)
                .one()
                .block());
    }

    private Map<String, Object> wanted(String name) {
        return Map.ofEntries(
                Map.entry("providerCode", "p" + some),
                Map.entry("name", name),
                Map.entry("protocol", "OIDC"),
                Map.entry("issuer", "https://" + some + ".example.cn"),
                Map.entry("clientId", "market"),
                Map.entry("clientSecret", "only-we-know"),
                Map.entry("enabled", false),
                Map.entry("makesPeople", false),
                Map.entry("nameClaim", "name"),
                Map.entry("organizationClaim", "org_code"),
                Map.entry("roleClaim", "role"),
                Map.entry("roles", "teacher=TEACHER"));
    }
}
