package org.ziyuan.marketplace.licensing.lti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.Seats;
import org.ziyuan.marketplace.licensing.Town;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistration;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;

@LtiTest
class RefusedLaunchTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    ToolRegistrations tools;

    @Autowired
    Seats seats;

    Town town;
    Actor teacher;
    Browser browser;
    RelyingParty tool;

    @BeforeEach
    void settle() {
        town = new Town(context);
        teacher = town.teacher();
        browser = Browser.of(context, teacher);
        tool = RelyingParty.named("tool", PrivacyLevel.PSEUDONYMOUS);
        tools.register(tool.registration())
                .then(tools.place(tool.clientId(), List.of(town.listing)))
                .block();
    }

    @Test
    void withoutALicenceTheToolIsNotContactedAndTheWishIsCounted() {
        browser.open(town.listing)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("no-licence");

        assertThat(denials()).isEqualTo("login-initiation no-licence");
        assertThat(town.text("select count(*)::text from lti_login where listing_id = '" + town.listing + "'"))
                .isEqualTo("0");
    }

    @Test
    void aLicenceRevokedBetweenTheTwoGatesWins() {
        Town.Bought bought = town.bought(town.school, 5);
        Map<String, String> request = request();

        town.revoke(bought);

        assertThat(browser.answer(request))
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "licence-revoked")
                .containsEntry("state", "s")
                .doesNotContainKey("id_token");
        assertThat(denials()).isEqualTo("authorization licence-revoked");
        assertThat(launched()).isEqualTo("0");
    }

    @Test
    void theLastSeatTakenBetweenTheTwoGatesIsGone() {
        UUID licence = town.licence(town.school, 1);
        Map<String, String> request = request();

        seats.claim(licence, town.teacher()).then().block();

        assertThat(browser.answer(request)).containsEntry("error_description", "seats-exhausted");
        assertThat(launched()).isEqualTo("0");
    }

    @Test
    void aReplayedRequestIsRefusedAndLaunchesOnce() {
        inForce();
        Map<String, String> request = request();

        assertThat(browser.answer(request)).containsKey("id_token");
        assertThat(browser.answer(request)).containsEntry("error", "invalid_request");
        assertThat(launched()).isEqualTo("1");
    }

    @Test
    void aNonceThatThisToolHasUsedIsRefusedEvenWithFreshHints() {
        inForce();
        Map<String, String> first = request();
        Map<String, String> second = with(request(), "nonce", Objects.requireNonNull(first.get("nonce")));

        assertThat(browser.answer(first)).containsKey("id_token");
        assertThat(browser.answer(second)).containsEntry("error_description", "nonce was used before");
    }

    @Test
    void anAddressThatIsNotRegisteredLetterForLetterIsNeverAnswered() {
        inForce();
        for (String elsewhere :
                List.of(tool.redirectUri() + "/", tool.redirectUri() + "?x=1", "https://evil.test/launch", "")) {
            browser.ask(with(request(), "redirect_uri", elsewhere))
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .doesNotExist(HttpHeaders.LOCATION)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("lti-redirect-uri-unknown");
        }
        browser.ask(with(request(), "client_id", "somebody"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("lti-client-unknown");
    }

    @Test
    void anotherPersonsHintIsOfNoUseAndIsNotUsedUp() {
        inForce();
        Map<String, String> request = request();

        assertThat(Browser.of(context, town.teacher()).answer(request)).containsEntry("error", "login_required");
        assertThat(browser.answer(request)).containsKey("id_token");
    }

    @Test
    void anotherToolsHintsAndHintsThatHaveExpiredAreRefused() {
        inForce();
        RelyingParty other = RelyingParty.named("other", PrivacyLevel.FULL);
        tools.register(other.registration()).block();
        Map<String, String> initiation = browser.initiation(town.listing);

        assertThat(browser.answer(other.authenticationRequest(initiation, "s", "n")))
                .containsEntry("error", "invalid_request");
        town.run("update lti_login set expires_at = now() where listing_id = '" + town.listing + "'");
        assertThat(browser.answer(tool.authenticationRequest(initiation, "s", "n")))
                .containsEntry("error", "invalid_request");
    }

    @Test
    void withoutASessionNobodyIsAskedForAPassword() {
        inForce();

        assertThat(Browser.signedOut(context).answer(request()))
                .containsEntry("error", "login_required")
                .containsEntry("state", "s");
    }

    @Test
    void whatIsWrongWithTheRequestIsToldToTheTool() {
        inForce();

        assertThat(errorOf("response_type", "code")).isEqualTo("unsupported_response_type");
        assertThat(errorOf("scope", "profile")).isEqualTo("invalid_scope");
        for (String name : List.of("response_mode", "prompt", "login_hint", "lti_message_hint", "nonce")) {
            assertThat(errorOf(name, "")).as(name).isEqualTo("invalid_request");
        }
    }

    @Test
    void aPostFromTheToolsSiteIsAskedAgainAsAGetWithEveryParameterUnchanged() {
        inForce();
        String state = "a+b/c=%20&é 中 {x} ".repeat(60);
        Map<String, String> request = with(request(), "state", state);

        String location = Browser.signedOut(context)
                .post(request)
                .expectStatus()
                .isEqualTo(303)
                .expectHeader()
                .doesNotExist(HttpHeaders.SET_COOKIE)
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);
        String page = browser.web()
                .get()
                .uri(java.net.URI.create(Objects.requireNonNull(location)))
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(RelyingParty.fields(Objects.requireNonNull(page)))
                .containsKey("id_token")
                .containsEntry("state", state);
    }

    @Test
    void aToolThatIsNotOnHttpsIsNotRegisteredOutsideTheDemo() {
        ToolRegistration plain = new ToolRegistration(
                "plain",
                "明文",
                java.net.URI.create("http://127.0.0.1:9/login"),
                List.of(tool.redirectUri()),
                tool.redirectUri(),
                tool.redirectUri(),
                PrivacyLevel.NONE);

        assertThatThrownBy(() -> tools.register(plain).block()).hasMessageContaining("tool-address-insecure");
    }

    private void inForce() {
        assertThat(town.licence(town.school, null)).isNotNull();
    }

    private Map<String, String> request() {
        return tool.authenticationRequest(
                browser.initiation(town.listing), "s", UUID.randomUUID().toString());
    }

    private String errorOf(String parameter, String value) {
        return String.valueOf(browser.answer(with(request(), parameter, value)).get("error"));
    }

    private static Map<String, String> with(Map<String, String> request, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(request);
        changed.put(name, value);
        return changed;
    }

    private String denials() {
        return town.text("select string_agg(door || ' ' || reason, ', ') from denial where person_id = '"
                + teacher.person() + "'");
    }

    private String launched() {
        return town.text("select count(*)::text from launch where listing_id = '" + town.listing + "'");
    }
}
