package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.security.WholeMarket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nonsense is answered, never with an error of ours: every route there is, asked by people of every role and by a
 * stranger, with parameters, headers and bodies that are missing, doubled, broken, too long or of another kind. No route
 * answers 500, every refusal of the API carries a code that docs/refusals.md explains, and the books stay right.
 *
 * <p>Years are never right ones here: nothing that is asked may close or allocate a year that other tests use.
 */
@WholeMarket
@ActiveProfiles("demo")
class EveryRouteTests {

    private static final long SEED = Long.getLong("ziyuan.test.seed", 20261127L);
    /** Those whom a route lets in ask it one question each; where they are few, some ask again until it is so many. */
    private static final int QUESTIONS = 5;

    private static final int REFUSED = 2;

    private static final String STRANGER = "a stranger";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final Pattern CODE = Pattern.compile("^\\| `([a-z0-9-]+)` \\|", Pattern.MULTILINE);

    private static final Map<String, Role> PEOPLE = Map.ofEntries(
            Map.entry("s0045.purchaser", Role.PURCHASER),
            Map.entry("s0045.accountant1", Role.ACCOUNTANT),
            Map.entry("s0045.cashier", Role.CASHIER),
            Map.entry("s0045.principal", Role.PRINCIPAL),
            Map.entry("s0045.teacher1", Role.TEACHER),
            Map.entry("v05.manager", Role.VENDOR_MANAGER),
            Map.entry("operator", Role.OPERATOR),
            Map.entry("auditor.440000", Role.AUDITOR),
            Map.entry("county.440105", Role.COUNTY_BUREAU),
            Map.entry("city.440100", Role.CITY_BUREAU),
            Map.entry("province.440000", Role.PROVINCE_BUREAU));

    /** Leaving, and what leaves a trace that other tests count. */
    private static final Set<String> NOT_ASKED = Set.of(
            "POST /sign-out",
            "POST /sign-in",
            "POST /demo/sign-in",
            "DELETE /api/v1/session",
            "POST /api/v1/session",
            "POST /setup",
            "POST /people/{id}/suspend",
            "POST /api/v1/people/{id}/suspend");

    private static final List<String> NAMES = List.of(
            "page",
            "size",
            "limit",
            "cursor",
            "sort",
            "year",
            "fiscalYear",
            "at",
            "fund",
            "lang",
            "q",
            "reason",
            "amount",
            "decision",
            "comment",
            "kind",
            "format",
            "version",
            "quantity",
            "budgetLineId",
            "offerId",
            "state");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "-1",
            "0",
            "1e309",
            "NaN",
            "2147483648",
            "99999999999999999999",
            "0.001",
            "1,000.00",
            "abc",
            "\0",
            "a\0b",
            "😀",
            "\u202e人民",
            "' or 1=1 --",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "${7*7}",
            "%",
            "%zz",
            "null",
            "[]",
            "{}",
            "true",
            "2026-02-30",
            "+999999999-12-31",
            "0000-00-00",
            "长".repeat(3_000),
            "00000000-0000-0000-0000-000000000000",
            "not-a-uuid");

    private static final List<String> TAGS = List.of(
            "\"1\"", "*", "W/\"x\"", "x", "\"1\", \"2\"", "00000000-0000-0000-0000-000000000000", "9".repeat(300));

    private static final Map<String, List<String>> HEADERS = new TreeMap<>(Map.of(
            "If-Match", TAGS,
            "If-None-Match", TAGS,
            "Idempotency-Key", List.of("k", "two words", "k".repeat(129), "k".repeat(3_000), "\u00e9", "\"", "a,b"),
            "Accept-Language", List.of("xx", "zh-CN;q=abc", "*", "en,,;", "en;q=1.0000", "a-".repeat(400), "-"),
            "Last-Event-ID", List.of("x", "-1"),
            "Range", List.of("bytes=9-1", "bytes=0-0,0-0,0-0", "x"),
            "If-Modified-Since", List.of("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT"),
            "Content-Encoding", List.of("gzip", "nonsense"),
            "Cookie", List.of("sid=x", "=;=", "lang=\"")));

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Autowired
    ObjectProvider<RoutePolicies> declared;

    private final RunningMarket market = RunningMarket.shared();
    private final Random random = new Random(SEED);
    private final Set<String> codes = documented();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> before = new HashMap<>();

    @Test
    void nonsenseIsAnsweredAndNothingBreaks() throws Exception {
        List<String> papers = papers();
        Map<String, Somebody> people = new LinkedHashMap<>();
        PEOPLE.keySet().stream().sorted().forEach(login -> people.put(login, Somebody.signedIn(market, login)));
        people.put(STRANGER, Somebody.stranger(market));
        people.forEach((login, person) -> tokens.put(login, person.token()));
        Set<String> wrong = new TreeSet<>();
        Map<Integer, Integer> answers = new TreeMap<>();

        for (Map.Entry<String, HandlerMethod> route : routes().entrySet()) {
            List<String> askers = askers(route.getKey(), people.keySet());
            for (String login : askers) {
                Question asked = question(route.getKey(), route.getValue(), papers, tokens.getOrDefault(login, ""));
                HttpResponse<String> answer = answer(Objects.requireNonNull(people.get(login)), login, asked);
                answers.merge(answer.statusCode(), 1, Integer::sum);
                complaint(asked, answer).ifPresent(what -> wrong.add(login + ": " + what));
            }
        }

        System.out.println("Answers to nonsense, by status: " + answers);
        assertThat(String.join("\n", wrong)).as("seed %d", SEED).isEmpty();
        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(1_500);
        List<String> said = new ArrayList<>();
        assertThat(market.run("verify", said)).as(String.join("\n", said)).isZero();
    }

    private HttpResponse<String> answer(Somebody person, String login, Question asked) {
        try {
            HttpResponse<String> answer = person.ask(asked.method(), asked.path(), asked.headers(), asked.body());
            before.put(login, answer.statusCode() + " for " + asked.words());
            return answer;
        } catch (UncheckedIOException silence) {
            throw new AssertionError(
                    "seed %d: %s: nothing for %s, before it %s\n%s"
                            .formatted(SEED, login, asked.words(), before.get(login), market.whatItDoes()),
                    silence);
        }
    }

    /**
     * Whom a route turns away it turns away before it reads anything: two of them by chance and the stranger ask it, those
     * whom it lets in ask all, and again where they are few; with {@code -Plong} everybody asks, and more often.
     */
    private List<String> askers(String route, Set<String> everybody) {
        List<String> allowed = whoMay(route);
        List<String> askers = new ArrayList<>(everybody);
        if (Tries.of(0, 1) == 0) {
            List<String> refused = new ArrayList<>(everybody);
            refused.removeAll(allowed);
            refused.remove(STRANGER);
            askers.removeAll(refused);
            Collections.shuffle(refused, random);
            askers.addAll(refused.subList(0, Math.min(REFUSED, refused.size())));
        }
        for (int asked = Tries.of(allowed.size(), 0); asked < QUESTIONS; asked++) {
            askers.add(any(allowed));
        }
        return askers;
    }

    /** Those whom the policies let in; everybody where they name no role. */
    private List<String> whoMay(String route) {
        Set<Role> roles = declared.stream()
                .flatMap(policies -> policies.routes().stream())
                .filter(policy -> route.equals(policy.method() + " " + policy.pattern()))
                .flatMap(policy -> policy.roles().stream())
                .collect(Collectors.toSet());
        List<String> allowed = PEOPLE.entrySet().stream()
                .filter(person -> roles.contains(person.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return allowed.isEmpty() ? PEOPLE.keySet().stream().sorted().toList() : allowed;
    }

    private record Question(String method, String path, Map<String, String> headers, String body) {

        String words() {
            return method + " " + shortened(path) + " " + headers + " " + shortened(body);
        }

        private static String shortened(String text) {
            return text.length() > 300 ? text.substring(0, 300) + "…" : text;
        }
    }

    private Optional<String> complaint(Question asked, HttpResponse<String> answer) {
        if (answer.statusCode() >= 500) {
            return Optional.of(answer.statusCode() + " " + asked.words() + " " + answer.body());
        }
        if (answer.statusCode() < 400 || !asked.path().startsWith("/api/")) {
            return Optional.empty();
        }
        boolean problem = answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        String code = problem ? code(answer.body()) : "";
        return codes.contains(code)
                ? Optional.empty()
                : Optional.of("no code for " + answer.statusCode() + " " + asked.words() + " " + answer.body());
    }

    private static String code(String body) {
        JsonNode problem = JSON.readTree(body);
        return problem.path("code").asString("");
    }

    private Question question(String route, HandlerMethod handler, List<String> papers, String token) {
        String method = route.substring(0, route.indexOf(' '));
        String path = VARIABLE.matcher(route.substring(route.indexOf(' ') + 1))
                .replaceAll(variable ->
                        Matcher.quoteReplacement(random.nextInt(3) > 0 ? any(papers) : encoded(any(VALUES), "x")));
        List<String> names = names(handler);
        Map<String, String> headers = new HashMap<>();
        handler(handler, RequestHeader.class)
                .filter(parameter -> random.nextBoolean())
                .forEach(parameter -> headers.put(
                        Objects.requireNonNull(parameter.getParameterAnnotation(RequestHeader.class))
                                .value(),
                        any(TAGS)));
        boolean decided = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType().equals(IfMatch.class));
        if (decided && random.nextBoolean()) {
            headers.put("If-Match", any(TAGS));
        }
        if (random.nextInt(3) == 0) {
            String name = any(List.copyOf(HEADERS.keySet()));
            headers.put(name, any(Objects.requireNonNull(HEADERS.get(name))));
            if (random.nextBoolean()) {
                // The same header once more: names of headers know no case.
                headers.put(name.toUpperCase(Locale.ROOT), any(Objects.requireNonNull(HEADERS.get(name))));
            }
        }
        headers.values().removeIf(String::isBlank);
        headers.keySet().removeIf(String::isBlank);
        if (random.nextInt(4) == 0) {
            headers.put("Accept", any(List.of("application/xml", "text/html", "*/*", "application/json", "nonsense")));
        }
        if (method.equals("GET")) {
            return new Question(method, path + "?" + form(names, papers), headers, "");
        }
        headers.put("X-CSRF-TOKEN", token);
        boolean json = path.startsWith("/api/");
        headers.put(
                "Content-Type",
                random.nextInt(10) > 0
                        ? json ? "application/json" : "application/x-www-form-urlencoded"
                        : any(List.of(
                                "text/plain",
                                "application/json",
                                "application/x-www-form-urlencoded",
                                "application/json;charset=gbk",
                                "multipart/form-data",
                                "multipart/form-data; boundary=x")));
        return new Question(method, path, headers, json ? json(names, papers) : form(names, papers));
    }

    /** Some of the fields, with values that mostly do not belong there, one of them twice. */
    private String form(List<String> names, List<String> papers) {
        List<String> fields = new ArrayList<>();
        for (String name : names) {
            if (random.nextInt(4) > 0) {
                fields.add(name + "=" + encoded(value(papers), ""));
            }
        }
        if (!fields.isEmpty() && random.nextInt(3) == 0) {
            fields.add(any(fields));
        }
        return String.join("&", fields);
    }

    private String json(List<String> names, List<String> papers) {
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> "[1,2";
            case 2 -> "null";
            case 3 -> "[".repeat(2_000);
            default -> {
                Map<String, Object> body = new LinkedHashMap<>();
                for (String name : names) {
                    if (random.nextInt(4) > 0) {
                        body.put(name, thing(papers));
                    }
                }
                yield JSON.writeValueAsString(body);
            }
        };
    }

    private @Nullable Object thing(List<String> papers) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> -1.5;
            case 3 -> List.of();
            case 4 -> List.of(value(papers), 1);
            case 5 -> Map.of("x", value(papers));
            case 6 -> true;
            default -> value(papers);
        };
    }

    private String value(List<String> papers) {
        return random.nextInt(3) == 0 ? any(papers) : any(VALUES);
    }

    private static String encoded(String value, String insteadOfNothing) {
        String text = value.isBlank() ? insteadOfNothing : value;
        // An address beyond its limit is answered by the HTTP server, before anything of ours sees it.
        return URLEncoder.encode(text.length() > 1_000 ? text.substring(0, 30) : text, StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private <T> T any(List<T> many) {
        return many.get(random.nextInt(many.size()));
    }

    /** What the handler reads, and a few names that others read. */
    private List<String> names(HandlerMethod handler) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            if (asked != null && !asked.value().isEmpty()) {
                names.add(asked.value());
            } else if (parameter.getParameterType().isRecord() && parameter.getParameterType() != Actor.class) {
                Arrays.stream(parameter.getParameterType().getRecordComponents())
                        .map(RecordComponent::getName)
                        .forEach(names::add);
            } else if (asked != null) {
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                names.add(String.valueOf(parameter.getParameterName()));
            }
        }
        for (int more = 0; more < 3; more++) {
            names.add(any(NAMES));
        }
        return List.copyOf(names);
    }

    private static Stream<MethodParameter> handler(HandlerMethod handler, Class<? extends Annotation> annotation) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(annotation));
    }

    /** "METHOD /pattern" of every mapping, in a settled order. */
    private Map<String, HandlerMethod> routes() {
        Map<String, HandlerMethod> routes = new TreeMap<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> mapped :
                mapping.getHandlerMethods().entrySet()) {
            mapped.getKey()
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(method -> mapped.getKey()
                            .getPatternsCondition()
                            .getPatterns()
                            .forEach(pattern ->
                                    routes.put(method + " " + pattern.getPatternString(), mapped.getValue())));
        }
        routes.keySet().removeAll(NOT_ASKED);
        return routes;
    }

    /** The ids of one purchase of the school whose people ask: what they send is sometimes right in part. */
    private List<String> papers() {
        School school = School.of(market, "s0045", "v05");
        UUID order = school.order(School.offer("104c9yv", "pupil_year"), 2);
        return List.of(
                order.toString(),
                school.requisitionOf(order),
                school.line.toString(),
                UUID.randomUUID().toString());
    }

    private static Set<String> documented() {
        try {
            return CODE.matcher(Files.readString(Path.of("..", "docs", "refusals.md")))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
