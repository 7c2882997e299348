package org.ziyuan.marketplace.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Passwords;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.vigilance.Vigilance;

@MarketplaceTest
class SessionTests {

    private static final String PASSWORD = "一个够长的密码 2026 正好";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    Passwords passwords;

    @Autowired
    Vigilance vigilance;

    TestPeople people;
    WebTestClient web;

    @BeforeEach
    void prepare() {
        people = new TestPeople(database);
        web = WebTestClient.bindToApplicationContext(context).build();
    }

    @Test
    void signingInOpensASessionThatAnotherNodeUnderstands() {
        Actor purchaser = withPassword(people.atNewSchool(Role.PURCHASER));

        SignedIn session = signIn(purchaser, PASSWORD);

        web.get()
                .uri("/api/v1/session")
                .cookie("__Host-sid", session.cookie())
                .exchange()
                .expectBody()
                .jsonPath("$.signedIn")
                .isEqualTo(true)
                .jsonPath("$.personId")
                .isEqualTo(purchaser.person().toString())
                .jsonPath("$.roles[0]")
                .isEqualTo("PURCHASER");
        assertThat(rows("select count(*) from web_session where id_hash = convert_to('" + session.cookie()
                        + "', 'UTF8')"))
                .isZero();
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Actor teacher = withPassword(people.atNewSchool(Role.TEACHER));

        trySignIn(TestPeople.loginOf(teacher.person()), PASSWORD)
                .expectStatus()
                .isCreated()
                .expectCookie()
                .httpOnly("__Host-sid", true)
                .expectCookie()
                .secure("__Host-sid", true)
                .expectCookie()
                .sameSite("__Host-sid", "Lax")
                .expectHeader()
                .value("Cache-Control", value -> assertThat(value).contains("no-store"))
                .expectHeader()
                .value("Content-Security-Policy", value -> assertThat(value).startsWith("default-src 'none'"));
    }

    @Test
    void anUnknownLoginAndAWrongPasswordGetTheSameAnswer() {
        Actor teacher = withPassword(people.atNewSchool(Role.TEACHER));

        byte[] wrong = trySignIn(TestPeople.loginOf(teacher.person()), "not this password")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .returnResult()
                .getResponseBody();
        byte[] unknown = trySignIn("nobody-" + UUID.randomUUID(), "not this password")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .returnResult()
                .getResponseBody();

        assertThat(unknown).isEqualTo(wrong);
    }

    @Test
    void anAccountPausesAfterFiveFailuresEvenForTheRightPassword() {
        Actor teacher = withPassword(people.atNewSchool(Role.TEACHER));
        String login = TestPeople.loginOf(teacher.person());

        for (int failure = 0; failure < 5; failure++) {
            trySignIn(login, "not this password").expectStatus().isUnauthorized();
        }

        trySignIn(login, PASSWORD)
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("sign-in-paused");
    }

    @Test
    void aStrangerWhoFailsOnPurposeDoesNotKeepThePersonOutOfHisOwnDevice() {
        Actor teacher = withPassword(people.atNewSchool(Role.TEACHER));
        String login = TestPeople.loginOf(teacher.person());
        String device = Objects.requireNonNull(trySignIn(login, PASSWORD)
                        .expectCookie()
                        .httpOnly("__Host-device", true)
                        .expectBody()
                        .returnResult()
                        .getResponseCookies()
                        .getFirst("__Host-device"))
                .getValue();

        for (int failure = 0; failure < 5; failure++) {
            trySignIn(login, "not this password").expectStatus().isUnauthorized();
        }

        trySignIn(login, PASSWORD).expectStatus().isEqualTo(429);
        web.post()
                .uri("/api/v1/session")
                .cookie("__Host-device", device)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("login", login, "password", PASSWORD))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void whatLooksLikeAnAttemptIsCountedByTheHourAndToldToTheOperator() {
        Actor curious = withPassword(people.atNewSchool(Role.PURCHASER));
        SignedIn session = signIn(curious, PASSWORD);
        for (int guess = 0; guess < 25; guess++) {
            web.get()
                    .uri("/api/v1/budget-lines/" + UUID.randomUUID())
                    .cookie("__Host-sid", session.cookie())
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
        trySignIn("secret typed in the wrong field", "x").expectStatus().isUnauthorized();
        web.post()
                .uri("/notify/stripe")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isForbidden();
        vigilance.write().block();

        SignedIn operator = signIn(withPassword(people.atNewSchool(Role.OPERATOR)), PASSWORD);
        String told = new String(
                Objects.requireNonNull(web.get()
                        .uri("/api/v1/security-notices")
                        .cookie("__Host-sid", operator.cookie())
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody()),
                java.nio.charset.StandardCharsets.UTF_8);

        assertThat(told)
                .contains("FOREIGN_THING", curious.person().toString(), "\"times\":25")
                .contains("SIGN_IN_REFUSED", "NOTIFICATION_FORGED")
                .doesNotContain("secret typed");
        web.get()
                .uri("/api/v1/security-notices")
                .cookie("__Host-sid", session.cookie())
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void whatWasNoticedIsReadPageByPageAndSearched() {
        // What other tests did is written in the background, a little later.
        vigilance.write().block();
        execute("delete from security_notice");
        execute("""
                insert into security_notice (hour, kind, source, who, what, times, last_at)
                select date_trunc('hour', now()) - n * interval '1 hour', 'SIGN_IN_REFUSED', '10.0.0.' || n % 5, '', 'x' || n,
                       n, now() - n / 3 * interval '1 hour'
                  from generate_series(1, 230) n
                """);
        SignedIn operator = signIn(withPassword(people.atNewSchool(Role.OPERATOR)), PASSWORD);

        List<String> read = new ArrayList<>();
        @Nullable String next = "";
        while (next != null) {
            String page = noticed(operator, "?limit=50&cursor=" + next);
            read.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
            next = JsonPath.read(page, "$.next");
        }
        String found = noticed(operator, "?find=10.0.0.3+x13");

        assertThat(read).hasSize(230).doesNotHaveDuplicates();
        assertThat(JsonPath.<List<String>>read(found, "$.items[*].what"))
                .isNotEmpty()
                .allMatch(what -> what.startsWith("x13"));
        assertThat(JsonPath.<List<String>>read(found, "$.items[*].source")).containsOnly("10.0.0.3");
    }

    private String noticed(SignedIn operator, String asked) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/security-notices" + asked)
                .cookie("__Host-sid", operator.cookie())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void aRoleTakenAwayIsGoneAtTheNextRequest() {
        Actor purchaser = withPassword(people.atNewSchool(Role.PURCHASER));
        SignedIn session = signIn(purchaser, PASSWORD);

        execute("update role_assignment set valid_until = now() where person_id = '" + purchaser.person() + "'");

        me(session).jsonPath("$.signedIn").isEqualTo(false);
    }

    @Test
    void aSuspendedPersonAndANewPasswordEndEverySession() {
        Actor purchaser = withPassword(people.atNewSchool(Role.PURCHASER));
        SignedIn atWork = signIn(purchaser, PASSWORD);
        SignedIn atHome = signIn(purchaser, PASSWORD);

        SignedIn renewed = changePassword(atWork, PASSWORD, "完全不同的另一句话 88 号");

        me(atHome).jsonPath("$.signedIn").isEqualTo(false);
        me(atWork).jsonPath("$.signedIn").isEqualTo(false);
        me(renewed).jsonPath("$.signedIn").isEqualTo(true);
        execute("update person set status = 'SUSPENDED' where id = '" + purchaser.person() + "'");
        me(renewed).jsonPath("$.signedIn").isEqualTo(false);
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        SignedIn session = signIn(withPassword(people.atNewSchool(Role.TEACHER)), PASSWORD);

        write(session, HttpMethod.DELETE, "/api/v1/session", Map.of())
                .expectStatus()
                .isNoContent();

        me(session).jsonPath("$.signedIn").isEqualTo(false);
    }

    @Test
    void aPersonWithTwoOrganizationsChoosesAndCannotChooseAThird() {
        Actor here = withPassword(people.atNewSchool(Role.PURCHASER));
        Actor there = people.atNewSchool(Role.ACCOUNTANT);
        var unused = people.employ(here.person(), there.organizationId(), there.organizationPath(), Role.ACCOUNTANT);
        SignedIn session = signIn(here, PASSWORD);

        write(
                        session,
                        HttpMethod.POST,
                        "/api/v1/session/organization",
                        Map.of("organizationId", there.organizationId()))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.roles[0]")
                .isEqualTo("ACCOUNTANT");
        me(session)
                .jsonPath("$.organizationId")
                .isEqualTo(there.organizationId().toString());
        write(session, HttpMethod.POST, "/api/v1/session/organization", Map.of("organizationId", UUID.randomUUID()))
                .expectStatus()
                .isNotFound();
    }

    @Test
    void aWriteWithoutTheTokenOrFromAnotherSiteIsRefused() {
        SignedIn session = signIn(withPassword(people.atNewSchool(Role.TEACHER)), PASSWORD);
        Map<String, Object> body = Map.of("organizationId", UUID.randomUUID());

        write(new SignedIn(session.cookie(), "wrong"), HttpMethod.POST, "/api/v1/session/organization", body)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("csrf-token-invalid");
        web.post()
                .uri("/api/v1/session")
                .header("Origin", "https://elsewhere.example")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("login", "a", "password", "b"))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("cross-site-request");
        web.post()
                .uri("/api/v1/session")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("{\"login\":\"a\",\"password\":\"b\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @Test
    void whatNobodyDeclaredIsNotThereForGuestsAndPeopleAlike() {
        SignedIn session = signIn(withPassword(people.atNewSchool(Role.OPERATOR)), PASSWORD);

        web.get().uri("/api/v1/nowhere").exchange().expectStatus().isNotFound();
        web.get()
                .uri("/api/v1/nowhere")
                .cookie("__Host-sid", session.cookie())
                .exchange()
                .expectStatus()
                .isNotFound();
        web.put().uri("/api/v1/organizations").exchange().expectStatus().isEqualTo(405);
        web.get().uri("/api/v1/organizations").exchange().expectStatus().isUnauthorized();
    }

    private Actor withPassword(Actor actor) {
        String hash = Objects.requireNonNull(passwords.hash(PASSWORD, "x").block());
        database.sql("""
                        update person set password_hash = :hash, credentials_changed_at = now() where id = :id
                        """).bind("hash", hash).bind("id", actor.person()).then().block();
        execute("delete from sign_in_failure");
        return actor;
    }

    private WebTestClient.ResponseSpec trySignIn(String login, String password) {
        return web.post()
                .uri("/api/v1/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("login", login, "password", password))
                .exchange();
    }

    private SignedIn signIn(Actor actor, String password) {
        var answer = trySignIn(TestPeople.loginOf(actor.person()), password)
                .expectStatus()
                .isCreated()
                .expectBody(Me.class)
                .returnResult();
        return new SignedIn(
                Objects.requireNonNull(answer.getResponseCookies().getFirst("__Host-sid"))
                        .getValue(),
                Objects.requireNonNull(answer.getResponseBody()).csrfToken());
    }

    private SignedIn changePassword(SignedIn session, String old, String wanted) {
        var answer = write(
                        session,
                        HttpMethod.POST,
                        "/api/v1/session/password",
                        Map.of("oldPassword", old, "newPassword", wanted))
                .expectStatus()
                .isNoContent()
                .expectBody()
                .returnResult();
        String cookie = Objects.requireNonNull(answer.getResponseCookies().getFirst("__Host-sid"))
                .getValue();
        return new SignedIn(cookie, session.token());
    }

    private WebTestClient.ResponseSpec write(SignedIn session, HttpMethod method, String path, Map<String, ?> body) {
        return web.method(method)
                .uri(path)
                .cookie("__Host-sid", session.cookie())
                .header("X-CSRF-TOKEN", session.token())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.BodyContentSpec me(SignedIn session) {
        return web.get()
                .uri("/api/v1/session")
                .cookie("__Host-sid", session.cookie())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private void execute(String sql) {
        database.sql(sql).then().block();
    }

    private long rows(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).mapValue(Long.class).one().block());
    }

    record SignedIn(String cookie, String token) {}

    record Me(String csrfToken) {}
}
