package org.ziyuan.marketplace.licensing.lti;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.Town;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;

@LtiTest
class LaunchTests {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    @Autowired
    ApplicationContext context;

    @Autowired
    ToolRegistrations tools;

    @Autowired
    DatabaseClient database;

    Town town;
    Actor teacher;
    Browser browser;

    @BeforeEach
    void settle() {
        town = new Town(context);
        teacher = town.teacher();
        browser = Browser.of(context, teacher);
    }

    @Test
    void aTeacherOpensALicensedResourceAndTheToolLearnsNoName() throws Exception {
        UUID licence = town.licence(town.school, 2);
        RelyingParty tool = placed(PrivacyLevel.PSEUDONYMOUS);

        Map<String, String> initiation = browser.initiation(town.listing);
        Map<String, String> answer =
                browser.answer(tool.authenticationRequest(initiation, "state <&\"'+ %/=", "nonce-1"));
        JWTClaimsSet claims = tool.verified(text(answer, "id_token"), browser.keySet());

        assertThat(initiation).containsKeys("iss", "login_hint", "lti_message_hint", "lti_deployment_id");
        assertThat(initiation).containsEntry("client_id", tool.clientId());
        assertThat(initiation.get("login_hint")).doesNotContain(teacher.person().toString());
        assertThat(answer).containsEntry("state", "state <&\"'+ %/=");
        assertThat(claims.getAudience()).containsExactly(tool.clientId());
        assertThat(claims.getStringClaim("nonce")).isEqualTo("nonce-1");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isBetween(Duration.ofMillis(1), Duration.ofMinutes(5));
        assertThat(claims.getSubject())
                .isNotBlank()
                .doesNotContain(teacher.person().toString());
        assertThat(claims.getClaims()).doesNotContainKeys("name", "given_name", "family_name", "email");
        assertThat(claims.getStringClaim(CLAIM + "deployment_id")).isEqualTo(initiation.get("lti_deployment_id"));
        assertThat(claims.getStringClaim(CLAIM + "target_link_uri")).isEqualTo(initiation.get("target_link_uri"));
        assertThat(claims.getStringClaim(CLAIM + "message_type")).isEqualTo("LtiResourceLinkRequest");
        assertThat(claims.getStringClaim(CLAIM + "version")).isEqualTo("1.3.0");
        assertThat(claims.getStringListClaim(CLAIM + "roles"))
                .contains("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor");
        assertThat(claims.getJSONObjectClaim(CLAIM + "launch_presentation"))
                .containsEntry("return_url", RelyingParty.ISSUER + "/library");
        assertThat(claims.getJSONObjectClaim(CLAIM + "custom")).containsEntry("title", "爱科学");
        assertThat(claims.getJSONObjectClaim(RelyingParty.ISSUER + "/claim/entitlement"))
                .containsEntry("id", licence.toString());
        assertThat(database.sql("select seat_id from launch where licence_id = :licence")
                        .bind("licence", licence)
                        .map(row -> Optional.ofNullable(row.get("seat_id")))
                        .all()
                        .collectList()
                        .blockOptional()
                        .orElseThrow())
                .singleElement()
                .satisfies(seat -> assertThat(seat).isPresent());
    }

    @Test
    void theAudienceTravelsAsOneStringAndTheHeaderNamesTheKey() throws Exception {
        launchable();
        RelyingParty tool = placed(PrivacyLevel.PSEUDONYMOUS);

        SignedJWT token = SignedJWT.parse(text(launch(tool), "id_token"));

        assertThat(token.getPayload().toJSONObject().get("aud")).isEqualTo(tool.clientId());
        assertThat(token.getHeader().getKeyID()).isNotBlank();
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(token.getHeader().getType().getType()).isEqualTo("JWT");
    }

    @Test
    void aPersonIsTheSameToOneToolAndAStrangerToTheNext() throws Exception {
        launchable();
        RelyingParty first = placed(PrivacyLevel.PSEUDONYMOUS);
        String once = subject(first);
        String again = subject(first);
        RelyingParty second = placed(PrivacyLevel.PSEUDONYMOUS);

        assertThat(once).isEqualTo(again).isNotEqualTo(subject(second));
    }

    @Test
    void theToolIsToldWhatItsPrivacyLevelAllows() throws Exception {
        launchable();

        JWTClaimsSet nobody = claims(placed(PrivacyLevel.NONE));
        JWTClaimsSet name = claims(placed(PrivacyLevel.NAME));
        JWTClaimsSet full = claims(placed(PrivacyLevel.FULL));

        assertThat(nobody.getClaims()).doesNotContainKeys("sub", "name");
        assertThat(name.getClaims()).containsEntry("name", "王老师").doesNotContainKey("given_name");
        assertThat(full.getClaims()).containsEntry("family_name", "王").containsEntry("given_name", "老师");
    }

    @Test
    void aPupilIsALearnerWithoutAName() throws Exception {
        launchable();
        browser = Browser.of(context, town.member(town.school, Role.PUPIL));

        JWTClaimsSet claims = claims(placed(PrivacyLevel.NAME));

        assertThat(claims.getClaims()).containsKey("sub").doesNotContainKey("name");
        assertThat(claims.getStringListClaim(CLAIM + "roles"))
                .isEqualTo(List.of(
                        "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner",
                        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student"));
    }

    @Test
    void thePagesPostToTheToolAloneAndNeedNoInlineScript() {
        launchable();
        RelyingParty tool = placed(PrivacyLevel.PSEUDONYMOUS);

        browser.open(town.listing)
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        policy -> assertThat(policy)
                                .contains("form-action 'self' https://tool.test")
                                .contains("script-src 'self'")
                                .doesNotContain("unsafe"))
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody(String.class)
                .value(page -> {
                    assertThat(RelyingParty.action(Objects.requireNonNull(page)))
                            .isEqualTo(tool.registration().initiateLoginUri().toString());
                    assertThat(page).contains("<button type=\"submit\">").doesNotContain("<script>");
                });
    }

    private void launchable() {
        assertThat(town.licence(town.school, null)).isNotNull();
    }

    private RelyingParty placed(PrivacyLevel privacy) {
        RelyingParty tool = RelyingParty.named("tool", privacy);
        tools.register(tool.registration())
                .then(tools.place(tool.clientId(), List.of(town.listing)))
                .block();
        return tool;
    }

    private Map<String, String> launch(RelyingParty tool) {
        return browser.answer(tool.authenticationRequest(
                browser.initiation(town.listing), "s", UUID.randomUUID().toString()));
    }

    private JWTClaimsSet claims(RelyingParty tool) throws Exception {
        return tool.verified(text(launch(tool), "id_token"), browser.keySet());
    }

    private String subject(RelyingParty tool) throws Exception {
        return claims(tool).getSubject();
    }

    private static String text(Map<String, String> answer, String name) {
        return Objects.requireNonNull(answer.get(name), () -> name + " in " + answer);
    }
}
