package org.ziyuan.storefront.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import org.ziyuan.storefront.journey.SecondNode;
import org.ziyuan.storefront.security.Browser;

/**
 * No page and no call asks the database more often than its budget says, on a node beside the running market, with its
 * database and its search. The budgets stand in {@code cost/requests.txt} and are printed into docs/benchmarks.md.
 */
@CountedMarket
class RoundTripTests {

    private static final int MORE_TRIES = 5;
    private static final Path BUDGETS = Path.of("src/test/resources/cost/requests.txt");
    /** What was asked, for whoever wants to ask less. */
    private static final Path QUESTIONS = Path.of("target/round-trips.txt");

    private static final String UNCOUNTED = "not GET ";

    private static final Path PAGE = Path.of("../docs/benchmarks.md");
    private static final String BEGIN = "<!-- printed by RoundTripTests; do not edit -->\n";
    private static final String END = "<!-- until here -->\n";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    ObjectProvider<RoutePolicies> declared;

    @Test
    void everyRequestKeepsToItsBudget() throws IOException {
        Map<String, String> papers = SecondNode.papers();
        Visitors visitors = new Visitors(port);
        List<String> wrong = new ArrayList<>();
        StringBuilder all = new StringBuilder();

        for (Budget budget : budgets()) {
            Asked asked;
            try {
                asked = counted(budget, papers, visitors);
            } catch (AssertionError | UncheckedIOException refused) {
                wrong.add(budget + ": " + refused.toString().lines().findFirst().orElse(""));
                continue;
            }
            String measured = "%s: %d round trips, %d transactions%n  %s%n"
                    .formatted(
                            budget, asked.roundTrips(), asked.transactions(), String.join("\n  ", asked.questions()));
            all.append(measured);
            if (asked.roundTrips() != budget.trips() || asked.transactions() != budget.transactions()) {
                wrong.add(measured);
            }
        }

        assertThat(Files.writeString(QUESTIONS, all)).exists();
        assertThat(wrong).as("a budget is exceeded, or may be lowered").isEmpty();
    }

    /** Whoever adds a route that shows something says what it costs, or why nobody counts. */
    @Test
    void everyRouteThatShowsSomethingHasABudget() throws IOException {
        List<String> counted = budgets().stream()
                .filter(budget -> budget.method().equals("GET"))
                .map(budget -> budget.path().replaceFirst("[?].*", ""))
                .toList();
        Set<String> uncounted = uncounted();
        Set<String> routes = declared.stream()
                .flatMap(here -> here.routes().stream())
                .filter(route -> route.method().equals(HttpMethod.GET))
                .map(RoutePolicy::pattern)
                .collect(Collectors.toCollection(TreeSet::new));
        Predicate<String> isCounted = route -> counted.stream()
                .anyMatch(path -> routes.contains(path) ? path.equals(route) : path.matches(shape(route)));

        assertThat(routes.stream().filter(isCounted.or(uncounted::contains).negate()))
                .as("routes without a budget in cost/requests.txt, and without a reason there")
                .isEmpty();
        assertThat(uncounted)
                .as("reasons for routes that are counted or not there")
                .allMatch(isCounted.negate().and(routes::contains));
    }

    /** A budget of this route is asked of a path like this one. */
    private static String shape(String route) {
        return Arrays.stream(route.split("(?<=})|(?=[{])"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining());
    }

    private static Set<String> uncounted() throws IOException {
        return Files.readAllLines(BUDGETS).stream()
                .filter(line -> line.startsWith(UNCOUNTED))
                .map(line -> line.substring(UNCOUNTED.length()).split(" because ", 2))
                .peek(line -> assertThat(line).as("a reason").hasSize(2))
                .map(line -> line[0])
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Rewrites the page when it differs and fails, so that the difference is looked at and committed. */
    @Test
    void theBudgetsAreShown() throws IOException {
        String written = Files.readString(PAGE);
        int begin = written.indexOf(BEGIN) + BEGIN.length();
        StringBuilder table = new StringBuilder("""
                | request | who | round trips | of them transactions | before issue 13 |
                | --- | --- | --- | --- | --- |
                """);
        budgets().forEach(budget -> table.append(budget.row()));
        String printed = written.substring(0, begin) + table + written.substring(written.indexOf(END, begin));

        if (!written.equals(printed)) {
            assertThat(Files.writeString(PAGE, printed)).exists();
        }
        assertThat(written)
                .as("docs/benchmarks.md was rewritten; look at the difference and commit it")
                .isEqualTo(printed);
    }

    /** A token that stood alike in two pages could be guessed from the lengths of many compressed ones. */
    @Test
    void pagesAndJsonComeCompressedAndNoTokenIsWrittenTwiceAlike() {
        Browser guest = new Browser(port);

        for (String path : List.of("/", "/search", "/api-docs/openapi")) {
            Browser.Page page = guest.page(guest.request(path)
                    .setHeader("Accept", "*/*")
                    .header("Accept-Encoding", "gzip")
                    .GET()
                    .build());
            assertThat(page.header("Content-Encoding")).as(path).isEqualTo("gzip");
        }
        Browser.Page once = guest.get("/sign-in");
        Browser.Page again = guest.get("/sign-in");
        assertThat(token(once)).isNotEmpty().isNotEqualTo(token(again));
    }

    private static String token(Browser.Page page) {
        Matcher token = TOKEN.matcher(page.text());
        return token.find() ? token.group(1) : "";
    }

    /**
     * The least of a few: what a node learns at the first request it knows at the second, and one that is short of breath
     * asks for the session although it remembers it.
     */
    private static Asked counted(Budget budget, Map<String, String> papers, Visitors visitors) {
        Asked least = asked(budget, papers, visitors);
        for (int again = 0; again < MORE_TRIES && least.roundTrips() > budget.trips(); again++) {
            Asked next = asked(budget, papers, visitors);
            least = next.roundTrips() < least.roundTrips() ? next : least;
        }
        return least;
    }

    private static Asked asked(Budget budget, Map<String, String> papers, Visitors visitors) {
        return visitors.ask(budget.who(), budget.method(), filled(budget.path(), papers), filled(budget.body(), papers))
                .asked();
    }

    private static String filled(String words, Map<String, String> papers) {
        String filled = words;
        for (Map.Entry<String, String> paper : papers.entrySet()) {
            filled = filled.replace("<" + paper.getKey() + ">", paper.getValue());
        }
        return filled;
    }

    private static List<Budget> budgets() throws IOException {
        return Files.readAllLines(BUDGETS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(UNCOUNTED))
                .map(Budget::of)
                .toList();
    }

    /** @param before the round trips of the day on which issue 13 was begun */
    private record Budget(
            String method, String path, String body, String who, int trips, int transactions, String before) {

        static Budget of(String line) {
            String[] cells = line.split(" *\\| *", -1);
            String[] request = cells[0].split(" ", 3);
            return new Budget(
                    request[0],
                    request[1],
                    request.length == 3 ? request[2] : "",
                    cells[1],
                    Integer.parseInt(cells[2]),
                    Integer.parseInt(cells[3]),
                    cells[4]);
        }

        String row() {
            return "| `%s %s` | %s | %d | %d | %s |\n"
                    .formatted(method, path.replaceFirst("[?].*", "?…"), role(), trips, transactions, before);
        }

        private String role() {
            return who.replaceFirst("^s[0-9]+[.]|^v[0-9]+[.]", "").replaceFirst("[.]?[0-9]+$", "");
        }

        @Override
        public String toString() {
            return method + " " + path + " by " + who;
        }
    }
}
