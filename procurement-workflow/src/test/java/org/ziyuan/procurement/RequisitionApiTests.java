package org.ziyuan.procurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.requisition.RequisitionState;

@ProcurementTest
class RequisitionApiTests {

    private static final String REQUISITIONS = "/api/v1/requisitions";

    @Autowired
    ApplicationContext context;

    School school;

    @BeforeEach
    void aSchoolWithPeopleWhoMayApprove() {
        school = new School(context);
        TestPeople people = new TestPeople(context.getBean(DatabaseClient.class));
        for (Actor approver : List.of(school.accountant, school.principal)) {
            Actor unused = people.employ(
                    approver.person(),
                    approver.organizationId(),
                    approver.organizationPath(),
                    approver.roles().toArray(Role[]::new));
        }
    }

    @Test
    void aRequisitionIsWrittenHandedInAndApprovedOverHttp() {
        UUID id = Ids.next();
        post(school.purchaser, REQUISITIONS, Map.of("id", id, "purpose", "科学课"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", REQUISITIONS + "/" + id);
        post(school.purchaser, at(id) + "/lines", Map.of("offerId", school.offer, "quantity", 20))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo("1000.00")
                .jsonPath("$.lines[0].quantity")
                .isEqualTo(20);
        call(school.purchaser, HttpMethod.PUT, at(id) + "/budget-line", Map.of("budgetLineId", school.budgetLine))
                .expectStatus()
                .isOk();
        post(school.purchaser, at(id) + "/submit", Map.of())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .value(String.class, state -> assertThat(state).isIn("SUBMITTED", "AWAITING_ACCOUNTANT"));

        UUID task = school.task(id, school.accountant);
        get(school.accountant, "/api/v1/inbox")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].taskId")
                .isEqualTo(task.toString())
                .jsonPath("$.items[0].total")
                .isEqualTo("1000.00");
        post(school.accountant, "/api/v1/inbox/" + task + "/decision", Map.of("decision", "APPROVE"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.requisitionState")
                .isEqualTo("AWAITING_PRINCIPAL");
        get(school.purchaser, at(id) + "/timeline")
                .expectBody()
                .jsonPath("$[*].kind")
                .value(
                        List.class,
                        kinds -> assertThat(kinds)
                                .contains("drafted", "submitted", "awaiting-accountant", "awaiting-principal"));
    }

    @Test
    void aDraftBegunUnderAKeyIsTheSameDraftAfterTheNodeThatBeganItDied() {
        String key = Ids.next().toString();
        String first = begun(key);
        // What a crash between the commit and the keeping of the answer leaves behind.
        school.run("update idempotency_key set status = null, body = null, claimed_until = now() where key = '" + key
                + "'");

        assertThat(begun(key)).isEqualTo(first);
    }

    @Test
    void aSubmissionWhoseAnswerWasLostIsAnsweredWhenItIsSentAgainHoweverFarItWentSince() {
        UUID id = school.draft(20);
        String key = Ids.next().toString();
        String tag = Objects.requireNonNull(get(school.purchaser, at(id))
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());
        handIn(id, key, tag).expectStatus().isOk();
        UUID task = school.task(id, school.accountant);
        post(school.accountant, "/api/v1/inbox/" + task + "/decision", Map.of("decision", "APPROVE"))
                .expectStatus()
                .isOk();
        school.run("update idempotency_key set status = null, body = null, claimed_until = now() where key = '" + key
                + "'");

        handIn(id, key, tag).expectStatus().isOk();
        handIn(id, Ids.next().toString(), tag).expectStatus().isEqualTo(412);
    }

    private WebTestClient.ResponseSpec handIn(UUID id, String key, String tag) {
        return signedIn(context, school.purchaser)
                .post()
                .uri(at(id) + "/submit")
                .header("Idempotency-Key", key)
                .header("If-Match", tag)
                .exchange();
    }

    @Test
    void anAmountThatNoLedgerCouldHoldIsRefusedBeforeItIsAddedUp() {
        UUID id = school.draft(20);
        school.run("update offer set unit_price_in_fen = 99999999999999 where id = '" + school.offer + "'");

        post(school.purchaser, at(id) + "/lines", Map.of("offerId", school.offer, "quantity", 1_000_000))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("amount-out-of-range");
        get(school.purchaser, at(id)).expectStatus().isOk();
    }

    @Test
    void refusalsCarryTheirCodeAndWhatIsNeededToActOnThem() {
        UUID id = school.draft(200_001);

        post(school.purchaser, at(id) + "/submit", Map.of())
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentTypeCompatibleWith("application/problem+json")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("budget-insufficient")
                .jsonPath("$.values.available")
                .isEqualTo("10000000.00");
        post(school.purchaser, at(id) + "/lines", Map.of("offerId", school.offer, "quantity", -1))
                .expectStatus()
                .isEqualTo(422);
        post(school.purchaser, at(id) + "/lines", Map.of("offerId", school.offer))
                .expectStatus()
                .isEqualTo(422);
        post(school.purchaser, at(id) + "/lines", Map.of("offerId", Ids.next(), "quantity", 1))
                .expectStatus()
                .isNotFound();
    }

    @Test
    void othersRequisitionsTasksAndPicturesAreNotFound() {
        UUID id = school.submitted(20);
        UUID task = school.task(id, school.accountant);

        for (String path : List.of("", "/timeline", "/process.svg")) {
            get(school.stranger, at(id) + path).expectStatus().isNotFound();
        }
        post(school.stranger, at(id) + "/submit", Map.of()).expectStatus().isNotFound();
        post(school.stranger, "/api/v1/inbox/" + task + "/decision", Map.of("decision", "APPROVE"))
                .expectStatus()
                .isNotFound();
        assertThat(school.find(id).state()).isEqualTo(RequisitionState.AWAITING_ACCOUNTANT);
    }

    @Test
    void aWriteDecidedOnAnOlderVersionIsRefused() {
        UUID id = school.draft(20);

        signedIn(context, school.purchaser)
                .post()
                .uri(at(id) + "/submit")
                .header("If-Match", "\"0\"")
                .exchange()
                .expectStatus()
                .isEqualTo(412);

        assertThat(school.find(id).state()).isEqualTo(RequisitionState.DRAFT);
        UUID handedIn = school.submitted(20);
        UUID task = school.task(handedIn, school.accountant);
        school.await(handedIn, RequisitionState.AWAITING_ACCOUNTANT);
        decided(task, "\"0\"").expectStatus().isEqualTo(412);
        assertThat(school.find(handedIn).state()).isEqualTo(RequisitionState.AWAITING_ACCOUNTANT);
        int listed = school.inbox(handedIn, school.accountant).get(0).requisitionVersion();
        decided(task, "\"" + listed + "\"").expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec decided(UUID task, String tag) {
        return signedIn(context, school.accountant)
                .post()
                .uri("/api/v1/inbox/" + task + "/decision")
                .header("If-Match", tag)
                .bodyValue(Map.of("decision", "APPROVE"))
                .exchange();
    }

    @Test
    void thePictureIsDrawnWithoutScriptOrStyle() {
        UUID id = school.submitted(20);
        UUID task = school.task(id, school.accountant);
        assertThat(task).isNotNull();

        String svg = new String(
                Objects.requireNonNull(get(school.bureau, at(id) + "/process.svg")
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentTypeCompatibleWith("image/svg+xml")
                        .expectBody()
                        .returnResult()
                        .getResponseBody()),
                StandardCharsets.UTF_8);

        assertThat(svg)
                .startsWith("<svg")
                .contains("is-current\" data-step=\"approve-accountant\"", "is-done\" data-step=\"select-method\"")
                .doesNotContain("<script", "style=", "<style", "href");
    }

    @Test
    void everyRouteOfThisModuleIsDeclaredAndNoOther() {
        var served = new TreeSet<String>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().getPackageName().startsWith("org.ziyuan.procurement")) {
                        mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapping.getPatternsCondition()
                                        .getPatterns()
                                        .forEach(pattern -> served.add(method + " " + pattern)));
                    }
                });
        var declared = new TreeSet<String>();
        context.getBeansOfType(RoutePolicies.class).values().stream()
                .filter(policies -> policies.getClass().getPackageName().startsWith("org.ziyuan.procurement"))
                .flatMap(policies -> policies.routes().stream())
                .forEach(route -> declared.add(route.method() + " " + route.pattern()));

        assertThat(declared).isNotEmpty().isEqualTo(served);
    }

    private static String at(UUID id) {
        return REQUISITIONS + "/" + id;
    }

    private String begun(String key) {
        return Objects.requireNonNull(signedIn(context, school.purchaser)
                .post()
                .uri(REQUISITIONS)
                .header("Idempotency-Key", key)
                .bodyValue(Map.of("purpose", "科学课"))
                .exchange()
                .expectStatus()
                .isCreated()
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("Location"));
    }

    private WebTestClient.ResponseSpec get(Actor actor, String path) {
        return signedIn(context, actor).get().uri(path).exchange();
    }

    private WebTestClient.ResponseSpec post(Actor actor, String path, Object body) {
        return call(actor, HttpMethod.POST, path, body);
    }

    private WebTestClient.ResponseSpec call(Actor actor, HttpMethod method, String path, Object body) {
        return signedIn(context, actor).method(method).uri(path).bodyValue(body).exchange();
    }
}
