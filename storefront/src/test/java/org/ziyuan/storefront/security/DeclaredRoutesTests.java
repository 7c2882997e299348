package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.Audience;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The declared policy table and the routes that really exist are the same, in the demonstration and without it. */
class DeclaredRoutesTests {

    /** Routes of all who are signed in, that answer what is the person's own or is public anyway. */
    private static final Set<String> OF_EVERYBODY = Set.of(
            // his own account, library, licence and inbox: another's answers 404 or nothing
            "/account",
            "/account/mail",
            "/api/v1/account/mail",
            "/account/second-factor",
            "/account/identities/with/{provider}",
            "/library",
            "/licences/{id}",
            "/inbox",
            "/inbox/count",
            "/inbox/done",
            "/inbox/notices",
            "/api/v1/notices",
            "/api/v1/inbox",
            "/api/v1/worklist",
            "/api/v1/worklist/counts",
            "/api/v1/worklist/done",
            "/api/v1/my/resources",
            "/api/v1/my/resources/{listing}/file",
            "/read/{listing}",
            "/api/v1/licences",
            "/api/v1/licences/check",
            "/api/v1/licences/{id}",
            "/api/v1/licences/{id}/history",
            // names of schools, how many pupils they have, and what the law grants for each
            "/api/v1/organizations",
            "/api/v1/organizations/{id}",
            "/api/v1/organizations/{id}/headcount",
            "/api/v1/funding-standards",
            "/api/v1/funding-standards/in-force");

    /** Each page beside the route of the API that answers the same. */
    private static final Map<String, String> ONE_RESOURCE = Map.ofEntries(
            Map.entry("/requisitions", "/api/v1/requisitions"),
            Map.entry("/requisitions/{id}", "/api/v1/requisitions/{id}"),
            Map.entry("/needs", "/api/v1/needs"),
            Map.entry("/needs/mine", "/api/v1/needs/mine"),
            Map.entry("/requisitions.csv", "/api/v1/requisitions"),
            Map.entry("/orders", "/api/v1/purchase-orders"),
            Map.entry("/orders/{id}", "/api/v1/purchase-orders/{id}"),
            Map.entry("/orders.csv", "/api/v1/purchase-orders"),
            Map.entry("/invoices", "/api/v1/payments"),
            Map.entry("/payments.csv", "/api/v1/payments"),
            Map.entry("/payments/{id}/transfer-order", "/api/v1/payments/{id}/transfer-order"),
            Map.entry("/budget-changes", "/api/v1/budget-changes"),
            Map.entry("/budget-changes/{id}", "/api/v1/budget-changes/{id}"),
            Map.entry("/spending", "/api/v1/budget-lines"),
            Map.entry("/spending/lines/{id}", "/api/v1/budget-lines/{id}"),
            Map.entry("/spending/months", "/api/v1/execution/months"),
            Map.entry("/spending/branch", "/api/v1/joint-purchases"),
            Map.entry("/allocations", "/api/v1/allocations"),
            Map.entry("/allocations/{id}", "/api/v1/allocations/{id}"),
            Map.entry("/purposes", "/api/v1/purpose-rules"),
            Map.entry("/people", "/api/v1/people"),
            Map.entry("/people/{id}", "/api/v1/people/{id}"),
            Map.entry("/enrolment", "/api/v1/enrolment-snapshots"),
            Map.entry("/enrolment/{id}", "/api/v1/enrolment-snapshots/{id}"),
            Map.entry("/year-end", "/api/v1/year-ends"),
            Map.entry("/year-end/{id}", "/api/v1/year-ends/{id}"));

    private static final Set<String> OF_VENDORS = Set.of(
            "/people",
            "/people/{id}",
            "/orders",
            "/orders/{id}",
            "/orders.csv",
            "/invoices",
            "/payments.csv",
            "/payments/{id}/transfer-order");

    /** Writes of the API that act on nothing that was shown, each with its reason. */
    private static final Map<String, String> NOTHING_DECIDED = Map.ofEntries(
            Map.entry("POST /api/v1/session", "signs in"),
            Map.entry("POST /api/v1/session/second-factor", "signs in"),
            Map.entry("DELETE /api/v1/session", "signs out"),
            Map.entry("POST /api/v1/session/organization", "chooses for whom one acts"),
            Map.entry("POST /api/v1/session/password", "proves itself by the old password"),
            Map.entry("POST /api/v1/api-tokens", "makes a new token under an id of its own"),
            Map.entry("POST /api/v1/api-tokens/{id}/slip", "draws anew, whatever the token said before"),
            Map.entry("POST /api/v1/api-tokens/{id}/revoke", "a token changes by nothing but its end"),
            Map.entry("POST /api/v1/listings", "begins a new listing under an id of its own"),
            Map.entry("POST /api/v1/webhooks", "enters a new address under an id of its own"),
            Map.entry("POST /api/v1/webhooks/{id}/slip", "draws anew, whatever signed before"),
            Map.entry("POST /api/v1/webhooks/{id}/end", "an address changes by nothing but its end"),
            Map.entry("POST /api/v1/webhooks/{id}/ping", "sends a word that says nothing"),
            Map.entry("POST /api/v1/webhooks/{id}/deliveries/{delivery}/again", "sends once more what was sent"),
            Map.entry("POST /api/v1/listings/{id}/vettings", "adds an entry and leaves what stood before"),
            Map.entry("POST /api/v1/allocations", "computes a new allocation, which another person approves"),
            Map.entry("POST /api/v1/budget-changes", "asks for a new change, which another person decides"),
            Map.entry("POST /api/v1/enrolment-snapshots", "begins a new count"),
            Map.entry("POST /api/v1/intakes", "looks at a file and writes nothing of it"),
            Map.entry("POST /api/v1/organization-acts", "is a new act, decided by the tree as it is under its lock"),
            Map.entry("POST /api/v1/enrolment-snapshots/{id}/dry-run", "writes nothing"),
            Map.entry("POST /api/v1/enrolment-snapshots/{id}/error-workbook", "writes nothing"),
            Map.entry("POST /api/v1/joint-purchases", "opens a new one"),
            Map.entry("POST /api/v1/joint-purchases/{id}/demands", "what is joined never changes while it is open"),
            Map.entry("POST /api/v1/joint-demands/{id}/withdraw", "a demand never changes but by what ends it"),
            Map.entry("POST /api/v1/licences/{id}/seats", "takes a seat for oneself"),
            Map.entry("POST /api/v1/listing-drafts/link", "writes only into own drafts that have no address"),
            Map.entry("POST /api/v1/listing-drafts/price", "adds offers only to own drafts that have none"),
            Map.entry("POST /api/v1/listing-drafts/submit", "hands over whatever of one's own lacks nothing"),
            Map.entry("DELETE /api/v1/shortlists/{id}/listings/{listing}", "takes a listing off one's own list"),
            Map.entry("DELETE /api/v1/licences/{id}/seats/mine", "gives one's own seat back"),
            Map.entry("POST /api/v1/people", "gives a person a role, and nothing of the person changes"),
            Map.entry("POST /api/v1/session/joining", "proves itself by the code"),
            Map.entry(
                    "POST /api/v1/session/forgotten-password", "wants a letter, and changes nothing that anybody has"),
            Map.entry("POST /api/v1/stand-ins", "lends a duty under an id of its own"),
            Map.entry("POST /api/v1/stand-ins/{id}/end", "a lent duty changes by nothing but its end"),
            Map.entry("POST /api/v1/invitations/{id}/slip", "draws a new code, whatever the old one was"),
            Map.entry("POST /api/v1/invitations/{id}/revoke", "an invitation changes by nothing but its end"),
            Map.entry("POST /api/v1/identity-providers", "adds a new one"),
            Map.entry("POST /api/v1/identity-providers/{id}/preview", "writes nothing"),
            Map.entry("PUT /api/v1/account/mail", "enters an address that is proved afterwards"),
            Map.entry("POST /api/v1/account/mail/confirmation", "proves itself by the code"),
            Map.entry("PUT /api/v1/account/mail/muted", "says which letters one wants oneself"),
            Map.entry("DELETE /api/v1/account/mail", "takes one's own address away"),
            Map.entry("POST /api/v1/roster/service/readings", "reads from elsewhere and writes nothing of it"),
            Map.entry("POST /api/v1/notices/seen", "says what one has read oneself"),
            Map.entry("PUT /api/v1/notices/muted", "chooses what one wants to hear of"),
            Map.entry("POST /api/v1/payments/{id}/check", "asks the provider a question"),
            Map.entry("POST /api/v1/adopted-editions", "adds what a region takes and leaves what stood before"),
            Map.entry("POST /api/v1/settings", "adds a value of its own day and leaves what stood before"),
            Map.entry("POST /api/v1/tools", "registers a new one"),
            Map.entry("POST /api/v1/vendor-tools", "registers a new one"),
            Map.entry("PUT /api/v1/listings/{id}/tool", "says which opens it, whatever did before"),
            Map.entry("POST /api/v1/upkeep/messages/{id}/try-again", "what was put aside changes in no other way"),
            Map.entry("POST /api/v1/needs/{id}/decline", "answers whoever waits for it at this moment"),
            Map.entry("PUT /api/v1/listings/{id}/kept", "puts it on a list of one's own, once however often"),
            Map.entry("PUT /api/v1/shortlists/{id}/shared", "says of one's own list who sees it"),
            Map.entry("PUT /api/v1/listings/{id}/need", "says what one needs oneself, whatever one said before"),
            Map.entry("POST /api/v1/requisitions", "begins a new draft"),
            Map.entry("POST /api/v1/requisitions/{id}/copy", "begins a draft from one that stays as it is"));

    /** Lists of the API that cannot exceed a page, each with what keeps it short. */
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("GET /api/v1/allocations/{id}/tranches", "the tranches of one year's plan"),
            Map.entry("GET /api/v1/listings/{id}/vettings", "four subjects of two who speak"),
            Map.entry("GET /api/v1/funding-standards", "standards of law, narrowed by region and day"),
            Map.entry("GET /api/v1/listing-files/{id}", "one file, which has a bound"),
            Map.entry("GET /api/v1/my/resources/{listing}/file", "one file, which has a bound"),
            Map.entry("GET /api/v1/licences/{id}/candidates", "the first twenty, found by name"),
            Map.entry("GET /api/v1/licences/{id}/history", "what became of one licence, the latest of it"),
            Map.entry("GET /api/v1/intakes/{id}/error-workbook", "the file itself again, which has a bound"),
            Map.entry("GET /api/v1/organizations/{id}/history", "what became of one organization, the latest of it"),
            Map.entry("GET /api/v1/organizations/{id}/purpose-report", "one row for each rule of law"),
            Map.entry("GET /api/v1/payments/{id}/attempts", "what was tried for one payment, the latest of it"),
            Map.entry("GET /api/v1/purchase-orders/{id}/payment-differences", "what differs for one order, the latest"),
            Map.entry("GET /api/v1/purchase-orders/{id}/payments", "the attempts to pay one order, the latest"),
            Map.entry("GET /api/v1/purpose-rules", "rules of law"),
            Map.entry("GET /api/v1/stand-ins", "the duties lent in one organization, the latest hundred"),
            Map.entry("GET /api/v1/identity-providers", "twenty at most"),
            Map.entry("GET /api/v1/roster/classes", "the classes of one school, at most five hundred"),
            Map.entry("GET /api/v1/requisitions/{id}/timeline", "what people did with one requisition, the latest"),
            Map.entry("GET /api/v1/schools/{schoolId}/allocations", "the latest twenty, of a year if it is named"),
            Map.entry("GET /api/v1/vocabulary", "the terms of five properties, some hundred and fifty"),
            Map.entry("GET /api/v1/suggest", "eight words to go on with"));

    private static final Set<String> FOLDERS_OF_FILES = Set.of("/css/", "/js/", "/img/", "/webjars/");

    @Nested
    @WholeMarket
    @ActiveProfiles("demo")
    class InTheDemonstration extends Comparison {}

    @Nested
    @WholeMarket
    class WithoutTheDemonstration extends Comparison {

        /** Rewrites the table when it differs and fails, so that the difference is looked at and committed. */
        @Test
        void theTableOfRoutesIsPrinted() throws IOException {
            Path page = Path.of("..", "docs", "routes.md");
            String printed = """
                    # Routes

                    Every route of the product and who may call it; what stands here is all there is, and the demonstration adds its
                    own door. Each policy is declared in the file of its handler. Printed by `DeclaredRoutesTests`; do not edit.

                    | route | who | declared in |
                    | --- | --- | --- |
                    """
                    + declared.stream()
                            .flatMap(here -> here.routes().stream().map(policy -> row(policy, file(here.getClass()))))
                            .sorted()
                            .collect(Collectors.joining());
            String written = Files.exists(page) ? Files.readString(page) : "";

            if (!written.equals(printed)) {
                assertThat(Files.writeString(page, printed)).exists();
            }
            assertThat(written)
                    .as("docs/routes.md was rewritten; look at the difference and commit it")
                    .isEqualTo(printed);
        }
    }

    abstract static class Comparison {

        @Autowired
        @Qualifier("requestMappingHandlerMapping")
        RequestMappingHandlerMapping mapping;

        @Autowired
        ObjectProvider<RoutePolicies> declared;

        @Test
        void everyRouteHasAPolicy() {
            Set<String> undeclared = existing();
            undeclared.removeAll(policies().map(DeclaredRoutesTests::written).collect(Collectors.toSet()));

            assertThat(undeclared).as("routes that no policy names").isEmpty();
        }

        @Test
        void everyPolicyHasARoute() {
            Set<String> imagined = policies()
                    .filter(policy -> !isFile(policy))
                    .map(DeclaredRoutesTests::written)
                    .collect(Collectors.toCollection(TreeSet::new));
            imagined.removeAll(existing());

            assertThat(imagined).as("policies that name no route").isEmpty();
        }

        @Test
        void everyPolicyStandsInTheFileOfItsHandler() {
            Map<String, String> declarers = new HashMap<>();
            declared.stream()
                    .forEach(here ->
                            here.routes().forEach(policy -> declarers.put(written(policy), file(here.getClass()))));

            Map<RequestMappingInfo, HandlerMethod> ours = new HashMap<>(mapping.getHandlerMethods());
            ours.values().removeIf(handler -> !handler.getBeanType().getName().startsWith("org.ziyuan."));
            assertThat(ours)
                    .allSatisfy((route, handler) -> assertThat(written(route))
                            .allSatisfy(one ->
                                    assertThat(declarers.get(one)).as(one).isEqualTo(file(handler.getBeanType()))));
        }

        @Test
        void whatChangesSomethingIsNeverOpenToEverybodyButTheDoorsThemselves() {
            assertThat(policies()
                            .filter(policy -> policy.audience() == Audience.ANYONE)
                            .map(DeclaredRoutesTests::written)
                            .filter(route -> !route.startsWith("GET ")))
                    .isSubsetOf(
                            "POST /sign-in",
                            "POST /sign-in/passkey",
                            "POST /sign-in/second-factor",
                            "POST /join",
                            "POST /vendor/apply",
                            "POST /api/v1/session/joining",
                            "POST /sign-in/forgotten",
                            "POST /api/v1/session/forgotten-password",
                            "POST /sign-in/second-step",
                            "POST /sign-out",
                            "POST /demo/sign-in",
                            "POST /setup",
                            "POST /api/v1/session",
                            "POST /api/v1/session/second-factor",
                            "DELETE /api/v1/session");
        }

        /** What concerns pupils and parents is on a short list; whatever is added later is not, until somebody says why. */
        @Test
        void pupilsAndParentsReadOnlyWhatConcernsThem() {
            Set<String> read = policies()
                    .filter(policy -> policy.method().equals(HttpMethod.GET))
                    .filter(policy -> policy.audience() == Audience.SIGNED_IN
                            || policy.roles().contains(Role.PUPIL)
                            || policy.roles().contains(Role.PARENT))
                    .map(RoutePolicy::pattern)
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(read).containsExactlyInAnyOrderElementsOf(OF_EVERYBODY);
        }

        @Test
        void whoMayOpenAPageMayAskTheApiAndNobodyElse() {
            assertThat(ONE_RESOURCE).allSatisfy((page, api) -> {
                assertThat(readers(page)).as("%s and %s", page, api).isEqualTo(readers(api));
                assertThat(readers(page)).as(page).isNotEmpty();
            });
        }

        /** What is read under an entity tag may be commanded by it; what does not act on anything shown says why. */
        @Test
        void everyWriteAboutSomethingThatCanChangeMayNameItsVersion() {
            Set<String> blind = mapping.getHandlerMethods().entrySet().stream()
                    .filter(route -> Stream.of(route.getValue().getMethodParameters())
                            .noneMatch(parameter -> parameter.getParameterType().equals(IfMatch.class)))
                    .flatMap(route -> written(route.getKey()))
                    .filter(route -> route.contains(" /api/") && !route.startsWith("GET "))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(blind).containsExactlyElementsOf(new TreeSet<>(NOTHING_DECIDED.keySet()));
        }

        /** Every list that can exceed a page is searched and paged in the one way (decision 23). */
        @Test
        void everyListOfTheApiIsAskedTheOneWay() {
            Set<String> otherwise = mapping.getHandlerMethods().entrySet().stream()
                    .filter(route -> isList(
                            ResolvableType.forMethodReturnType(route.getValue().getMethod())))
                    .filter(route -> Stream.of(route.getValue().getMethodParameters())
                            .noneMatch(parameter -> parameter.getParameterType().equals(Sought.class)))
                    .flatMap(route -> written(route.getKey()))
                    .filter(route -> route.startsWith("GET /api/v1/"))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(otherwise).containsExactlyElementsOf(new TreeSet<>(SHORT.keySet()));
        }

        /** A page, a flow, a list, or a record of our own that is nothing but {@code items}. */
        private static boolean isList(ResolvableType answer) {
            Class<?> type = answer.toClass();
            if (type.equals(Mono.class) || type.equals(ResponseEntity.class)) {
                return isList(answer.getGeneric(0));
            }
            return type.equals(Page.class)
                    || type.equals(Flux.class)
                    || Collection.class.isAssignableFrom(type)
                    || type.isRecord()
                            && type.getRecordComponents()[0].getName().equals("items");
        }

        /** A vendor sees the orders he delivers, and nothing of what a school thinks or holds. */
        @Test
        void aVendorReadsNoPapersOfASchoolButItsOrders() {
            assertThat(ONE_RESOURCE)
                    .allSatisfy((page, api) -> assertThat(readers(page).contains(Role.VENDOR_MANAGER))
                            .as(page)
                            .isEqualTo(OF_VENDORS.contains(page)));
        }

        private Set<Role> readers(String pattern) {
            return policies()
                    .filter(policy -> policy.method().equals(HttpMethod.GET)
                            && policy.pattern().equals(pattern))
                    .flatMap(policy -> policy.roles().stream())
                    .collect(Collectors.toSet());
        }

        private Stream<RoutePolicy> policies() {
            return declared.stream().flatMap(policies -> policies.routes().stream());
        }

        private Set<String> existing() {
            return mapping.getHandlerMethods().keySet().stream()
                    .flatMap(DeclaredRoutesTests::written)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> written(RequestMappingInfo info) {
        Set<String> methods = info.getMethodsCondition().getMethods().isEmpty()
                ? Set.of("ANY")
                : info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toSet());
        return methods.stream()
                .flatMap(method -> info.getPatternsCondition().getPatterns().stream()
                        .map(pattern -> method + " " + pattern.getPatternString()));
    }

    private static String written(RoutePolicy policy) {
        return policy.method() + " " + policy.pattern();
    }

    private static String row(RoutePolicy policy, String file) {
        String who = policy.audience() == Audience.ROLES
                ? policy.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(", "))
                : policy.audience().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| `%s %s` | %s | `%s` |%n"
                .formatted(policy.pattern(), policy.method(), who, file.replaceFirst("org\\.ziyuan\\.", ""));
    }

    /** A lambda and a nested class stand in the file of the class around them. */
    private static String file(Class<?> type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static boolean isFile(RoutePolicy policy) {
        return policy.audience() == Audience.ANYONE
                && FOLDERS_OF_FILES.stream().anyMatch(folder -> policy.pattern().startsWith(folder));
    }
}
