package org.ziyuan.storefront.journey;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.sandbox.PlayedProviders;
import tools.jackson.databind.JsonNode;

/** A school that buys the same book again and again, six people and a vendor in turn, and writes down what it was told. */
final class Buyer implements Runnable {

    private static final String BOOK = "104c9yv";
    private static final String[] CASHIER_BUTTONS = {
        "success", "duplicate-notify", "timeout-but-succeeded", "decline", "timeout-and-failed"
    };

    private static final int MOST_PRESSES = 60;

    private final String code;
    private final UUID line;
    private final Acknowledgements log;
    private final @Nullable PlayedProviders providers;
    private final BooleanSupplier goOn;
    private final Random chance;
    private final AtomicInteger finished;
    private final Clerk purchaser;
    private final Clerk accountant;
    private final Clerk cashier;
    private final Clerk principal;
    private final Clerk teacher;
    private final Clerk vendor;

    /** @param providers where it is paid online, half of the time; null: by the treasury, always */
    Buyer(
            String code,
            Function<String, Clerk> people,
            @Nullable PlayedProviders providers,
            Acknowledgements log,
            AtomicInteger finished,
            BooleanSupplier goOn) {
        this.code = code;
        this.line = lineOf(code);
        this.log = log;
        this.providers = providers;
        this.goOn = goOn;
        this.finished = finished;
        this.chance = new Random(code.hashCode());
        this.purchaser = people.apply(code + ".purchaser");
        this.accountant = people.apply(code + ".accountant1");
        this.cashier = people.apply(code + ".cashier");
        this.principal = people.apply(code + ".principal");
        this.teacher = people.apply(code + ".teacher1");
        this.vendor = people.apply("v01.manager");
    }

    static UUID lineOf(String code) {
        return Ids.derived("demo-line", code, "per-pupil", School.YEAR);
    }

    @Override
    public void run() {
        while (goOn.getAsBoolean()) {
            try {
                buy();
                int unused = finished.incrementAndGet();
            } catch (Insistent.Stuck stuck) {
                log.stuck.add(code + ": " + stuck.getMessage());
                return;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | AssertionError contradiction) {
                log.contradictions.add(code + ": " + contradiction);
                return;
            }
        }
    }

    private void buy() throws InterruptedException {
        UUID requisition = draft();
        done("submit", requisition, purchaser, "/api/v1/requisitions/" + requisition + "/submit", Map.of());
        decide(accountant, "ACCOUNTANT", requisition);
        decide(principal, "PRINCIPAL", requisition);
        JsonNode ordered = purchaser.await(
                requisition,
                "ORDERED",
                "/api/v1/requisitions/" + requisition,
                seen -> seen.path("state").asString().equals("ORDERED"));
        UUID order = UUID.fromString(ordered.path("orderId").asString());
        String path = "/api/v1/purchase-orders/" + order;
        done("confirm", order, vendor, path + "/confirm", Map.of());
        done("accept", order, teacher, path + "/accept", Map.of("deliveredOn", today(), "remark", "可以使用"));
        done("invoice", order, vendor, path + "/invoices", invoice(order));
        if (providers == null || chance.nextBoolean()) {
            payByTreasury(order);
        } else {
            payOnline(order, providers);
        }
        JsonNode unused = purchaser.await(
                requisition,
                "COMPLETED",
                "/api/v1/requisitions/" + requisition,
                seen -> seen.path("state").asString().equals("COMPLETED"));
        log.acknowledged("paid", order);
    }

    private UUID draft() {
        JsonNode begun = purchaser.write("POST", "/api/v1/requisitions", Map.of("purpose", "课堂使用"));
        UUID id = UUID.fromString(begun.path("id").asString());
        log.acknowledged("draft", id);
        String path = "/api/v1/requisitions/" + id;
        Map<String, ?> book = Map.of("offerId", School.offer(BOOK, "pupil_year"), "quantity", 1 + chance.nextInt(9));
        done("line", id, purchaser, path + "/lines", book);
        JsonNode unused = purchaser.write("PUT", path + "/budget-line", Map.of("budgetLineId", line));
        log.acknowledged("budget-line", id);
        return id;
    }

    private void decide(Clerk approver, String role, UUID requisition) {
        JsonNode inbox = approver.await(
                requisition,
                role,
                "/api/v1/inbox?limit=100",
                seen -> !taskIn(seen, requisition).isEmpty());
        done(
                "decide",
                requisition,
                approver,
                "/api/v1/inbox/" + taskIn(inbox, requisition) + "/decision",
                Map.of("decision", "APPROVE", "comment", ""));
    }

    private void payByTreasury(UUID order) {
        UUID payment = instruct(order, "TREASURY");
        done(
                "transfer",
                payment,
                cashier,
                "/api/v1/payments/" + payment + "/confirm-transfer",
                Map.of("receiptNumber", "BK" + payment.toString().substring(0, 18)));
    }

    /** As often as it takes: what was declined or has failed is paid again. */
    private void payOnline(UUID order, PlayedProviders providers) throws InterruptedException {
        String state = "";
        for (int attempt = 0; !state.equals("SETTLED"); attempt++) {
            UUID payment = instruct(order, "ALIPAY");
            String path = "/api/v1/payments/" + payment;
            JsonNode opened = cashier.await(
                    path, seen -> !seen.path("pageUrl").asString("").isEmpty() || ended(seen));
            String button = attempt > 2 ? "success" : CASHIER_BUTTONS[chance.nextInt(CASHIER_BUTTONS.length)];
            for (int press = 0; press < MOST_PRESSES && !ended(cashier.read(path)); press++) {
                if (providers.press(opened.path("pageUrl").asString(), button)) {
                    break;
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            }
            state = cashier.await(path, Buyer::ended).path("state").asString();
        }
    }

    private UUID instruct(UUID order, String channel) {
        JsonNode instructed =
                cashier.write("POST", "/api/v1/purchase-orders/" + order + "/payments", Map.of("channel", channel));
        UUID payment = UUID.fromString(instructed.path("id").asString());
        log.acknowledged("instruct", payment);
        return payment;
    }

    private void done(String act, UUID thing, Clerk who, String path, Map<String, ?> body) {
        JsonNode unused = who.write("POST", path, body);
        log.acknowledged(act, thing);
    }

    private Map<String, Object> invoice(UUID order) {
        JsonNode seen = vendor.read("/api/v1/purchase-orders/" + order);
        String seller = vendor.read("/api/v1/session").path("organizationId").asString();
        return Map.of(
                "number",
                School.invoiceNumber(order),
                "issuedOn",
                today(),
                "amount",
                seen.path("total").asString(),
                "tax",
                "0.00",
                "buyerName",
                seen.path("buyerName").asString(),
                "sellerCreditCode",
                vendor.read("/api/v1/organizations/" + seller)
                        .path("unifiedCreditCode")
                        .asString());
    }

    private static boolean ended(JsonNode payment) {
        String state = payment.path("state").asString();
        return state.equals("SETTLED") || state.equals("FAILED");
    }

    private static String taskIn(JsonNode inbox, UUID requisition) {
        for (JsonNode item : inbox.path("items")) {
            if (item.path("requisitionId").asString().equals(requisition.toString())) {
                return item.path("taskId").asString();
            }
        }
        return "";
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
    }
}
