package org.ziyuan.marketplace.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** The whole of it over HTTP, with the background loop running: counted, computed, approved, posted, released. */
@MarketplaceTest
class AllocationApiTests {

    private static final String RUNS = "/api/v1/allocations";
    private static final String SNAPSHOTS = "/api/v1/enrolment-snapshots";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    private TestCounty county;
    private Actor official;
    private Actor second;
    private String snapshot;

    @BeforeEach
    void aCountyHasFrozenItsCount() {
        county = new TestCounty(database, 2);
        official = county.official();
        second = county.second();
        snapshot = id(post(official, SNAPSHOTS, "{\"fiscalYear\":2026,\"censusDate\":\"2025-09-01\"}"));
        signedIn(context, official)
                .put()
                .uri(SNAPSHOTS + "/" + snapshot + "/rows")
                .contentType(MediaType.parseMediaType("text/csv"))
                .bodyValue(
                        "school,level,pupils\n%s,primary,300\n%s,junior,40\n".formatted(county.code(1), county.code(2)))
                .exchange()
                .expectStatus()
                .isOk();
        post(official, SNAPSHOTS + "/" + snapshot + "/freeze", "")
                .expectStatus()
                .isOk();
    }

    @Test
    void anAllocationGoesFromTheCountToTheAvailableMoney() {
        String run = computed();
        get(official, RUNS + "/" + run + "/difference").jsonPath("$.added").isEqualTo(2);
        get(official, RUNS + "/" + run + "/schools?kind=added&limit=1")
                .jsonPath("$.items[0].now")
                .isEqualTo("345000.00");
        get(official, RUNS + "/" + run + "/schools/" + county.school(2))
                .jsonPath("$.terms[0].counted")
                .isEqualTo(100);
        refused(post(official, RUNS + "/" + run + "/approve", ""), 403, "allocation-approver-computed-it");

        post(second, RUNS + "/" + run + "/approve", "").expectStatus().isOk();
        post(official, RUNS + "/" + run + "/post", "").expectStatus().isAccepted();
        await(run, "POSTED");
        get(second, RUNS + "/" + run).jsonPath("$.percentPosted").isEqualTo(100);
        post(official, RUNS + "/" + run + "/tranches/1/release", "")
                .expectStatus()
                .isAccepted();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> get(official, RUNS + "/" + run + "/tranches")
                        .jsonPath("$[0].state")
                        .isEqualTo("RELEASED"));

        refused(post(second, RUNS + "/" + run + "/tranches/1/release", ""), 409, "tranche-released-already");
        refused(post(second, RUNS + "/" + run + "/tranches/7/release", ""), 404, "tranche-not-found");
        Actor accountant = county.at(1, Role.ACCOUNTANT);
        get(accountant, "/api/v1/schools/" + county.school(1) + "/allocations?fiscalYear=2026")
                .jsonPath("$[0].amount")
                .isEqualTo("345000.00")
                .jsonPath("$[0].tranches[0].state")
                .isEqualTo("RELEASED");
        get(accountant, "/api/v1/budget-lines?fiscalYear=2026")
                .jsonPath("$.items.length()")
                .isEqualTo(4);
    }

    @Test
    void schoolsRowsAndLinesAreFoundByWordsAndContinueNarrowed() {
        String schools = RUNS + "/" + computed() + "/schools";
        String rows = SNAPSHOTS + "/" + snapshot + "/rows";
        String second = county.code(2);
        for (String list : List.of(schools, rows)) {
            get(official, list).jsonPath("$.items.length()").isEqualTo(2);
            get(official, list + "?find=" + second).jsonPath("$.items.length()").isEqualTo(1);
            get(official, list + "?find=没有这样的学校").jsonPath("$.items.length()").isEqualTo(0);
        }
        get(official, schools + "?limit=1&cursor=" + county.code(1))
                .jsonPath("$.items[0].code")
                .isEqualTo(second);
        get(official, "/api/v1/budget-lines?find=没有这样的指标")
                .jsonPath("$.items.length()")
                .isEqualTo(0);
        signedIn(context, official)
                .get()
                .uri(rows + "?cursor=nonsense")
                .exchange()
                .expectStatus()
                .isEqualTo(400);
    }

    @Test
    void whatABureauDoesNotOverseeDoesNotExistForIt() {
        String run = computed();
        Actor stranger = new TestCounty(database, 0).official();

        for (String path : new String[] {"", "/difference", "/schools", "/tranches", "/schools/" + county.school(1)}) {
            signedIn(context, stranger)
                    .get()
                    .uri(RUNS + "/" + run + path)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
        refused(post(stranger, RUNS + "/" + run + "/approve", ""), 404, "allocation-not-found");
        refused(post(stranger, RUNS, body()), 404, "enrolment-snapshot-not-found");
        post(county.at(1, Role.ACCOUNTANT), RUNS, body())
                .expectStatus()
                .value(status -> assertThat(status).isIn(403, 404));
    }

    @Test
    void aDecisionMayDemandTheVersionThatWasRead() {
        String draft =
                SNAPSHOTS + "/" + id(post(official, SNAPSHOTS, "{\"fiscalYear\":2027,\"censusDate\":\"2026-09-01\"}"));
        String empty = tag(draft);
        String rows = "school,level,pupils\n%s,primary,310\n".formatted(county.code(1));
        demanding(empty, HttpMethod.PUT, official, draft + "/rows", rows)
                .expectStatus()
                .isOk();
        for (String act : List.of("/rows", "/freeze")) {
            HttpMethod method = act.equals("/rows") ? HttpMethod.PUT : HttpMethod.POST;
            refused(demanding(empty, method, official, draft + act, rows), 412, "changed-meanwhile");
        }
        get(official, draft).jsonPath("$.state").isEqualTo("DRAFT");

        String run = RUNS + "/" + computed();
        String computed = tag(run);
        for (String act : List.of("/approve", "/cancel", "/post")) {
            refused(demanding("\"x\"", HttpMethod.POST, second, run + act, ""), 412, "changed-meanwhile");
        }
        get(official, run).jsonPath("$.state").isEqualTo("COMPUTED");
        demanding(computed, HttpMethod.POST, second, run + "/approve", "")
                .expectStatus()
                .isOk();
        refused(demanding(computed, HttpMethod.POST, second, run + "/post", ""), 412, "changed-meanwhile");
        demanding(tag(run), HttpMethod.POST, second, run + "/post", "")
                .expectStatus()
                .isAccepted();
        await(run.substring(RUNS.length() + 1), "POSTED");
        String schedule = tag(run + "/tranches");
        refused(
                demanding("\"x\"", HttpMethod.POST, official, run + "/tranches/1/release", ""),
                412,
                "changed-meanwhile");
        demanding(schedule, HttpMethod.POST, official, run + "/tranches/1/release", "")
                .expectStatus()
                .isAccepted();
        assertThat(tag(run + "/tranches")).isNotEqualTo(schedule);
    }

    private String tag(String path) {
        return TestPeople.tag(signedIn(context, official), path);
    }

    private ResponseSpec demanding(String tag, HttpMethod method, Actor actor, String path, String csv) {
        return signedIn(context, actor)
                .method(method)
                .uri(path)
                .header("If-Match", tag)
                .contentType(MediaType.parseMediaType("text/csv"))
                .bodyValue(csv)
                .exchange();
    }

    @Test
    void theSameKeyComputesOnce() {
        String key = Ids.next().toString();

        assertThat(id(post(official, RUNS, body(), key))).isEqualTo(id(post(official, RUNS, body(), key)));

        get(official, RUNS).jsonPath("$.items.length()").isEqualTo(1);
        post(official, RUNS, "{\"snapshotId\":\"%s\",\"fundCode\":\"special\"}".formatted(snapshot), key)
                .expectStatus()
                .isEqualTo(422);
        refused(post(official, RUNS, "{\"fundCode\":\"special\"}"), 422, "fields-invalid");
    }

    private String computed() {
        return id(post(official, RUNS, body()));
    }

    private String body() {
        return "{\"snapshotId\":\"%s\"}".formatted(snapshot);
    }

    private void await(String run, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        get(official, RUNS + "/" + run).jsonPath("$.state").isEqualTo(state));
    }

    private static void refused(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }

    private ResponseSpec post(Actor actor, String path, String body) {
        return post(actor, path, body, Ids.next().toString());
    }

    private ResponseSpec post(Actor actor, String path, String body, String key) {
        var request = signedIn(context, actor).post().uri(path).header("Idempotency-Key", key);
        return body.isEmpty()
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    private org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec get(Actor actor, String path) {
        return signedIn(context, actor)
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private static String id(ResponseSpec answer) {
        byte[] body = Objects.requireNonNull(
                answer.expectStatus().isCreated().expectBody().returnResult().getResponseBody());
        return JsonPath.read(new String(body, StandardCharsets.UTF_8), "$.id");
    }
}
