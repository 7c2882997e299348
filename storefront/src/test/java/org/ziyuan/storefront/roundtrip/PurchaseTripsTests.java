package org.ziyuan.storefront.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.journey.SecondNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * No write of a whole direct purchase asks the database more often than its budget in {@code cost/purchase.txt} says. The
 * engine carries the purchase on at the market beside this node, and nothing of that is counted.
 */
@CountedMarket
class PurchaseTripsTests {

    private static final Path BUDGETS = Path.of("src/test/resources/cost/purchase.txt");
    private static final Path QUESTIONS = Path.of("target/purchase-trips.txt");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHOOL = "s0073";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    int port;

    private final Map<String, Asked> acts = new LinkedHashMap<>();

    @Test
    void everyActOfAPurchaseKeepsToItsBudget() throws IOException {
        Visitors visitors = new Visitors(port);
        JsonNode unused = buy(visitors, new LinkedHashMap<>());
        JsonNode unusedToo = buy(visitors, acts);

        StringBuilder all = new StringBuilder();
        List<String> asked = new ArrayList<>();
        acts.forEach((act, what) -> {
            all.append("%s: %d%n  %s%n".formatted(act, what.roundTrips(), String.join("\n  ", what.questions())));
            asked.add("%s | %d | %d".formatted(act, what.roundTrips(), what.transactions()));
        });
        assertThat(Files.writeString(QUESTIONS, all)).exists();
        assertThat(asked)
                .as("act | round trips | transactions")
                .containsExactlyElementsOf(Files.readAllLines(BUDGETS).stream()
                        .filter(line -> !line.startsWith("#"))
                        .toList());
    }

    private JsonNode buy(Visitors visitors, Map<String, Asked> counted) {
        Walk walk = new Walk(visitors, counted);
        String draft = "/api/v1/requisitions/"
                + walk.post("begin a draft", "purchaser", "/api/v1/requisitions", Map.of("purpose", "课堂使用"))
                        .path("id")
                        .asString();
        JsonNode unused = walk.post(
                "add a line",
                "purchaser",
                draft + "/lines",
                Map.of("offerId", Ids.derived("demo-offer", "104c9yv", "pupil_year"), "quantity", 2));
        unused = walk.write(
                "choose the budget line",
                "purchaser",
                "PUT",
                draft + "/budget-line",
                Map.of("budgetLineId", SecondNode.lineOf(SCHOOL)));
        unused = walk.post("submit", "purchaser", draft + "/submit", Map.of());
        unused = walk.approve("approve as accountant", "accountant1", draft);
        unused = walk.approve("approve as principal", "principal", draft);
        String order = "/api/v1/purchase-orders/"
                + walk.await("purchaser", draft, seen -> seen.path("orderId").asString(""));
        unused = walk.post("confirm", "vendor", order + "/confirm", Map.of());
        unused = walk.post("accept", "teacher1", order + "/accept", SecondNode.acceptance());
        unused = walk.post("invoice", "vendor", order + "/invoices", walk.invoice(order));
        JsonNode payment =
                walk.post("instruct the treasury", "cashier", order + "/payments", Map.of("channel", "TREASURY"));
        return walk.post(
                "confirm the transfer",
                "cashier",
                "/api/v1/payments/" + payment.path("id").asString() + "/confirm-transfer",
                Map.of("receiptNumber", "BK" + UUID.randomUUID().toString().substring(0, 18)));
    }

    /** One purchase, act by act. */
    private record Walk(Visitors visitors, Map<String, Asked> counted) {

        JsonNode post(String act, String role, String path, Map<String, ?> body) {
            return write(act, role, "POST", path, body);
        }

        JsonNode write(String act, String role, String method, String path, Map<String, ?> body) {
            Visitors.Told told = visitors.ask(login(role), method, path, JSON.writeValueAsString(body));
            counted.put(act, told.asked());
            return told.json();
        }

        JsonNode read(String role, String path) {
            return visitors.ask(login(role), "GET", path, "").json();
        }

        JsonNode approve(String act, String role, String draft) {
            String requisition = draft.substring(draft.lastIndexOf('/') + 1);
            String task = await(
                    role,
                    "/api/v1/inbox?limit=100",
                    inbox -> inbox.path("items")
                            .valueStream()
                            .filter(item ->
                                    item.path("requisitionId").asString().equals(requisition))
                            .map(item -> item.path("taskId").asString())
                            .findFirst()
                            .orElse(""));
            return post(act, role, "/api/v1/inbox/" + task + "/decision", Map.of("decision", "APPROVE", "comment", ""));
        }

        String await(String role, String path, Function<JsonNode, String> found) {
            SecondNode.await(PATIENCE, () -> !found.apply(read(role, path)).isEmpty(), path);
            return found.apply(read(role, path));
        }

        Map<String, Object> invoice(String order) {
            JsonNode seen = read("vendor", order);
            String seller =
                    read("vendor", "/api/v1/session").path("organizationId").asString();
            return SecondNode.invoice(
                    UUID.fromString(seen.path("id").asString()),
                    seen.path("total").asString(),
                    seen.path("buyerName").asString(),
                    read("vendor", "/api/v1/organizations/" + seller)
                            .path("unifiedCreditCode")
                            .asString());
        }

        private static String login(String role) {
            return role.equals("vendor") ? "v01.manager" : SCHOOL + "." + role;
        }
    }
}
