package org.ziyuan.storefront.journey;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.transaction.Ids;
import tools.jackson.databind.JsonNode;

/** One school of the demo province with the people a purchase passes through, and the steps of a purchase by name. */
final class School {

    /** The fiscal year of today, whose lines pay what is bought today. */
    @SuppressWarnings("TimeInStaticInitializer")
    static final int YEAR = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Somebody purchaser;
    final Somebody accountant;
    final Somebody cashier;
    final Somebody bookkeeper;
    final Somebody principal;
    final Somebody teacher;
    final Somebody vendor;
    final UUID line;

    private final IntFunction<RunningMarket> nodes;
    private final String code;

    private School(IntFunction<RunningMarket> nodes, String code, String vendorCode) {
        this.nodes = nodes;
        this.code = code;
        this.purchaser = person("purchaser");
        this.accountant = person("accountant1");
        this.cashier = person("cashier");
        this.bookkeeper = person("accountant2");
        this.principal = person("principal");
        this.teacher = person("teacher1");
        this.vendor = Somebody.signedIn(nodes, vendorCode + ".manager");
        this.line = Ids.derived("demo-line", code, "per-pupil", YEAR);
    }

    /** @param code such as s0001; each test takes a school of its own, so that none waits for another's money */
    static School of(RunningMarket market, String code, String vendorCode) {
        return new School(request -> market, code, vendorCode);
    }

    static School of(IntFunction<RunningMarket> nodes, String code, String vendorCode) {
        return new School(nodes, code, vendorCode);
    }

    Somebody person(String role) {
        return Somebody.signedIn(nodes, code + "." + role);
    }

    static UUID listing(String externalCode) {
        return Ids.derived("demo-listing", externalCode);
    }

    /** The offer of a listing by its meter. */
    static UUID offer(String externalCode, String meter) {
        return Ids.derived("demo-offer", externalCode, meter);
    }

    /** A draft with one offer on it, paid from the school's per-pupil line. */
    UUID draft(UUID offer, @Nullable Integer quantity) {
        JsonNode begun = purchaser.post("/api/v1/requisitions", Map.of("purpose", "课堂使用"));
        UUID id = UUID.fromString(begun.path("id").asString());
        Map<String, ?> wanted =
                quantity == null ? Map.of("offerId", offer) : Map.of("offerId", offer, "quantity", quantity);
        JsonNode filled = purchaser.post("/api/v1/requisitions/" + id + "/lines", wanted);
        JsonNode chosen = purchaser.put("/api/v1/requisitions/" + id + "/budget-line", Map.of("budgetLineId", line));
        if (filled.path("lines").size() != 1 || chosen.path("budgetLineId").isMissingNode()) {
            throw new AssertionError("the draft is not what was written: " + chosen);
        }
        return id;
    }

    JsonNode submit(UUID requisition) {
        return purchaser.post("/api/v1/requisitions/" + requisition + "/submit", Map.of());
    }

    /** Waits for the task in the person's inbox and decides it. */
    JsonNode decide(Somebody approver, UUID requisition, String decision, String comment) {
        return approver.post(
                "/api/v1/inbox/" + task(approver, requisition) + "/decision",
                Map.of("decision", decision, "comment", comment));
    }

    String task(Somebody approver, UUID requisition) {
        String[] task = {""};
        RunningMarket.await(
                PATIENCE,
                () -> {
                    for (JsonNode item : approver.get("/api/v1/inbox?limit=100").path("items")) {
                        if (item.path("requisitionId").asString().equals(requisition.toString())) {
                            task[0] = item.path("taskId").asString();
                        }
                    }
                    return !task[0].isEmpty();
                },
                () -> "no task for " + requisition + ": " + requisition(requisition));
        return task[0];
    }

    JsonNode requisition(UUID id) {
        return purchaser.get("/api/v1/requisitions/" + id);
    }

    /** Waits until the requisition is in the state, and answers it. */
    JsonNode awaitState(UUID requisition, String state) {
        RunningMarket.await(
                PATIENCE,
                () -> requisition(requisition).path("state").asString().equals(state),
                () -> "not " + state + ": " + requisition(requisition));
        return requisition(requisition);
    }

    /** From a draft to an issued order. */
    UUID order(UUID offer, @Nullable Integer quantity) {
        UUID requisition = draft(offer, quantity);
        String submitted = submit(requisition).path("state").asString();
        String accountantSaid = decide(accountant, requisition, "APPROVE", "")
                .path("requisitionState")
                .asString();
        String principalSaid = decide(principal, requisition, "APPROVE", "")
                .path("requisitionState")
                .asString();
        JsonNode ordered = awaitState(requisition, "ORDERED");
        if (submitted.isEmpty() || accountantSaid.isEmpty() || principalSaid.isEmpty()) {
            throw new AssertionError("a step said nothing: " + ordered);
        }
        return UUID.fromString(ordered.path("orderId").asString());
    }

    JsonNode orderOf(UUID order) {
        return purchaser.get("/api/v1/purchase-orders/" + order);
    }

    /** The id of the requisition behind an order. */
    String requisitionOf(UUID order) {
        return orderOf(order).path("requisitionId").asString();
    }

    /** From an issued order to an invoiced one. */
    JsonNode deliver(UUID order) {
        String confirmed = vendor.post("/api/v1/purchase-orders/" + order + "/confirm", Map.of())
                .path("state")
                .asString();
        String accepted = teacher.post(
                        "/api/v1/purchase-orders/" + order + "/accept",
                        Map.of("deliveredOn", "2026-11-20", "remark", "可以使用"))
                .path("state")
                .asString();
        if (!confirmed.equals("CONFIRMED") || !accepted.equals("ACCEPTED")) {
            throw new AssertionError(confirmed + " then " + accepted);
        }
        return vendor.post("/api/v1/purchase-orders/" + order + "/invoices", invoice(order));
    }

    /** From an invoiced order to a paid one, by a transfer of the treasury's bank. */
    JsonNode pay(UUID order, String receipt) {
        JsonNode instructed =
                cashier.post("/api/v1/purchase-orders/" + order + "/payments", Map.of("channel", "TREASURY"));
        return cashier.post(
                "/api/v1/payments/" + instructed.path("id").asString() + "/confirm-transfer",
                Map.of("receiptNumber", receipt));
    }

    Map<String, Object> invoice(UUID order) {
        JsonNode seen = vendor.get("/api/v1/purchase-orders/" + order);
        return Map.of(
                "number", invoiceNumber(order),
                "issuedOn", "2026-11-21",
                "amount", seen.path("total").asString(),
                "tax", "0.00",
                "buyerName", seen.path("buyerName").asString(),
                "sellerCreditCode", creditCode());
    }

    private String creditCode() {
        String page = vendor.page("/api/v1/organizations/"
                + vendor.get("/api/v1/session").path("organizationId").asString());
        return tools.jackson.databind.json.JsonMapper.builder()
                .build()
                .readTree(page)
                .path("unifiedCreditCode")
                .asString();
    }

    static String invoiceNumber(UUID order) {
        return "2644%016d".formatted(Math.floorMod(order.getLeastSignificantBits(), 10_000_000_000_000_000L));
    }

    /** One figure of the line's balance, such as {@code available}. */
    String balance(String state) {
        return purchaser
                .get("/api/v1/budget-lines/" + line)
                .path("balance")
                .path(state)
                .asString();
    }
}
