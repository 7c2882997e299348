package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.ActiveProfiles;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import org.ziyuan.storefront.security.WholeMarket;
import tools.jackson.databind.JsonNode;

/**
 * What another organization owns does not exist, on every route there is: the ids of one school's whole purchase are put
 * into every declared route, and people of other organizations ask.
 */
@WholeMarket
@ActiveProfiles("demo")
class StrangersTests {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    /** The vendor's form for a listing that is still to be written: its id is chosen before it exists. */
    private static final String BLANK_FORM = "/vendor/listings/{id}/draft";

    static School school;
    static List<String> papers;
    static String order;
    static String requisition;
    static String payment;
    static String change;

    @Autowired
    ObjectProvider<RoutePolicies> declared;

    @BeforeAll
    static void onePurchaseOfOneSchool() {
        school = School.of(RunningMarket.shared(), "s0063", "v01");
        UUID bought = school.order(School.offer("104c9yv", "pupil_year"), 10);
        JsonNode delivered = school.deliver(bought);
        JsonNode paid = school.pay(bought, "BK2026112700063");
        String licence = school.teacher
                .get("/api/v1/my/resources")
                .path("items")
                .path(0)
                .path("licenceId")
                .asString();
        order = bought.toString();
        requisition = school.requisitionOf(bought);
        payment = paid.path("id").asString();
        change = school.accountant
                .post(
                        "/api/v1/budget-changes",
                        Map.of("kind", "CUT", "fromLineId", school.line, "amount", "1.00", "reason", "多报了一元"))
                .path("id")
                .asString();
        JsonNode newcomer = school.principal.post(
                "/api/v1/people",
                Map.of(
                        "login",
                        "stranger-" + UUID.randomUUID().toString().substring(24),
                        "displayName",
                        "新老师",
                        "role",
                        "TEACHER",
                        "organizationId",
                        school.principal
                                .get("/api/v1/session")
                                .path("organizationId")
                                .asString()));
        String person = newcomer.path("person").path("id").asString();
        String invitation = newcomer.path("invitations").path(0).path("id").asString();
        papers = new ArrayList<>();
        for (String id :
                List.of(order, requisition, payment, licence, school.line.toString(), change, person, invitation)) {
            assertThat(UUID.fromString(id)).as("a paper of %s", delivered).isNotNull();
            papers.add(id);
        }
    }

    /** A 403 or another refusal where an id that nobody has gets a 404 would say that there is something. */
    @ParameterizedTest
    @CsvSource({
        "s0120.purchaser, PURCHASER",
        "s0120.accountant1, ACCOUNTANT",
        "v02.manager, VENDOR_MANAGER",
        "city.441900, CITY_BUREAU"
    })
    void aPaperOfOthersIsAnsweredAsOneThatDoesNotExistAndNoRouteShowsItOrDoesAnythingWithIt(String login, Role role) {
        Somebody stranger = Somebody.signedIn(RunningMarket.shared(), login);
        String before = school.purchaser.page("/api/v1/purchase-orders/" + order);
        Set<String> leaks = new TreeSet<>();
        Set<String> told = new TreeSet<>();
        int asked = 0;

        for (RoutePolicy route : routes()) {
            Matcher variable = VARIABLE.matcher(route.pattern());
            boolean ofOne = variable.find();
            String nobodys = variable.replaceAll(UUID.randomUUID().toString());
            int unknown = ofOne ? ask(stranger, route.method(), nobodys).statusCode() : 0;
            for (String path : asked(route, role)) {
                HttpResponse<String> answer = ask(stranger, route.method(), path);
                asked++;
                if (tells(answer, path)) {
                    leaks.add(answer.statusCode() + " " + route.method() + " " + path);
                }
                if (ofOne && answer.statusCode() != unknown) {
                    told.add("%d, unknown %d: %s %s".formatted(answer.statusCode(), unknown, route.method(), path));
                }
            }
        }

        assertThat(asked).isGreaterThan(300);
        assertThat(leaks).as("what tells %s of papers that are not his", login).isEmpty();
        assertThat(told).as("what tells %s that it exists", login).isEmpty();
        assertThat(school.purchaser.page("/api/v1/purchase-orders/" + order)).isEqualTo(before);
    }

    /** Nor are pupils and parents of the school told of its papers; a teacher is of what is bought, not of its money. */
    @ParameterizedTest
    @CsvSource({"pupil1, false", "parent1, false", "teacher1, true"})
    void theSchoolsPapersAreNotForItsPupilsAndItsMoneyNotForItsTeachers(String role, boolean seesOrders) {
        Somebody reader = school.person(role);
        List<String> read =
                seesOrders ? List.of(change) : List.of(order, requisition, payment, change, school.line.toString());
        Set<String> told = new TreeSet<>();

        for (RoutePolicy route : routes()) {
            if (route.method().equals(HttpMethod.GET)) {
                Matcher variable = VARIABLE.matcher(route.pattern());
                List<String> paths = variable.find()
                        ? read.stream().map(variable::replaceAll).toList()
                        : List.of(route.pattern());
                paths.stream()
                        .filter(path -> tells(reader.tryGet(path), path, read))
                        .forEach(told::add);
            }
        }

        assertThat(told).as("what tells %s", role).isEmpty();
    }

    /** The question itself is good: the school's own people are told. */
    @Test
    void theSchoolsOwnPeopleFindThem() {
        assertThat(tells(ask(school.purchaser, HttpMethod.GET, "/api/v1/purchase-orders/" + order), ""))
                .isTrue();
        assertThat(tells(ask(school.purchaser, HttpMethod.GET, "/orders"), "/orders"))
                .isTrue();
    }

    private List<RoutePolicy> routes() {
        return declared.stream()
                .flatMap(policies -> policies.routes().stream())
                .filter(route ->
                        route.audience() != RoutePolicies.Audience.ANYONE && !BLANK_FORM.equals(route.pattern()))
                .filter(route ->
                        route.method().equals(HttpMethod.GET) || route.pattern().contains("{"))
                .toList();
    }

    /**
     * Whom a route turns away by his role it turns away before it reads which paper is meant: one of them shows that. Those
     * whom it lets in ask for each; with {@code -Plong} everybody does.
     */
    private static List<String> asked(RoutePolicy route, Role role) {
        List<String> all = addresses(route.pattern());
        boolean turnedAway = route.audience() == RoutePolicies.Audience.ROLES
                && !route.roles().contains(role);
        return turnedAway && Tries.of(0, 1) == 0
                ? List.of(all.get(Math.floorMod(route.pattern().hashCode(), all.size())))
                : all;
    }

    /** The pattern with each of the papers in the place of its variables. */
    private static List<String> addresses(String pattern) {
        Matcher variable = VARIABLE.matcher(pattern);
        if (!variable.find()) {
            return List.of(pattern);
        }
        return papers.stream().map(variable::replaceAll).toList();
    }

    private static HttpResponse<String> ask(Somebody stranger, HttpMethod method, String path) {
        return method.equals(HttpMethod.GET)
                ? stranger.tryGet(path)
                : stranger.write(
                        method.name(), path, Map.of(), UUID.randomUUID().toString());
    }

    private static boolean tells(HttpResponse<String> answer, String path) {
        return tells(answer, path, papers);
    }

    private static boolean tells(HttpResponse<String> answer, String path, List<String> papers) {
        boolean finds = answer.statusCode() / 100 == 2 && papers.stream().anyMatch(path::contains);
        return finds || papers.stream().filter(paper -> !path.contains(paper)).anyMatch(answer.body()::contains);
    }
}
