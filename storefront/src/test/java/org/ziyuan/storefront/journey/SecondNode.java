package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.ziyuan.marketplace.transaction.Ids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a context of this JVM a second node of the running market: the same database, the same search. */
public final class SecondNode implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("second-systemEnvironment", settings()));
    }

    private static Map<String, Object> settings() {
        try {
            return new HashMap<>(TwoNodesTests.sharing(RunningMarket.shared()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Papers of a school, its vendor and its county by their names: a purchase that has come to its invoice, one that is
     * paid, one that waits for its approval, and what lies around them.
     */
    public static Map<String, String> papers() {
        School school = School.of(RunningMarket.shared(), "s0071", "v01");
        Somebody county = Somebody.signedIn(request -> RunningMarket.shared(), "county.440105");
        Somebody province = Somebody.signedIn(request -> RunningMarket.shared(), "province.440000");
        UUID offer = School.offer("104c9yv", "pupil_year");
        UUID order = school.order(offer, 2);
        String state = school.deliver(order).path("state").asString();
        UUID paid = school.order(offer, 1);
        String delivered = school.deliver(paid).path("state").asString();
        String settled = school.pay(paid, "BK-0071-1").path("state").asString();
        UUID waiting = school.draft(offer, 1);
        String handedIn = school.submit(waiting).path("state").asString();
        String task = school.task(school.accountant, waiting);
        if (!state.equals("INVOICED")
                || !delivered.equals("INVOICED")
                || !settled.equals("SETTLED")
                || handedIn.isEmpty()) {
            throw new AssertionError("the purchases are " + state + ", " + settled);
        }
        Map<String, String> papers = new HashMap<>();
        papers.put("order", order.toString());
        papers.put("paid", paid.toString());
        papers.put("task", task);
        papers.put("requisition", school.requisitionOf(order));
        papers.put("draft", school.draft(offer, 3).toString());
        papers.put("line", school.line.toString());
        papers.put("listing", School.listing("104c9yv").toString());
        papers.put("offer", offer.toString());
        papers.put(
                "school",
                school.purchaser.get("/api/v1/session").path("organizationId").asString());
        papers.put("licence", first(school.purchaser, "/api/v1/licences"));
        papers.put("payment", first(school.purchaser, "/api/v1/purchase-orders/" + paid + "/payments"));
        papers.put("allocation", first(province, "/api/v1/allocations"));
        papers.put("snapshot", frozen(province));
        papers.put(
                "allocated",
                province.get("/api/v1/allocations/" + papers.get("allocation") + "/schools")
                        .path("items")
                        .path(0)
                        .path("schoolId")
                        .asString());
        papers.put("change", change(school));
        papers.put("joint", joint(county));
        papers.put("year", Integer.toString(School.YEAR));
        JsonNode journal = school.accountant
                .get("/api/v1/budget-lines/" + school.line + "/journals")
                .path("items")
                .path(0);
        papers.put("journal", journal.path("id").asString());
        papers.put("account", account(school));
        papers.put("person", Ids.derived("demo-person", "s0071.purchaser").toString());
        papers.put("provider", Ids.derived("identity-provider", "demo").toString());
        papers.put("intake", intake(county));
        papers.put("act", act(county));
        return papers;
    }

    /** A file of organizations with a fault, of which nothing is written. */
    private static String intake(Somebody county) {
        String file = """
                机构代码,机构名称,机构类别,上级机构代码,办学类型,城乡分类,办别,寄宿制,学校标识码,统一社会信用代码
                x0001,没有上级的学校,学校,nowhere,小学,城区,公办,否,,
                """;
        String body = county.ask(
                        "POST",
                        "/api/v1/intakes?kind=organizations",
                        Map.of(
                                "Content-Type", "text/csv",
                                "X-CSRF-TOKEN", county.token(),
                                "Idempotency-Key", UUID.randomUUID().toString()),
                        file)
                .body();
        return JsonMapper.shared().readTree(body).path("id").asString();
    }

    /** An act upon the tree that was planned for a far day and taken back. */
    private static String act(Somebody county) {
        String bureau = county.get("/api/v1/session").path("organizationId").asString();
        Map<String, Object> facts = Map.of(
                "kind", "SCHOOL",
                "code", "x0002",
                "name", "尚未设立的学校",
                "parentId", bureau,
                "stage", "PRIMARY",
                "area", "URBAN",
                "publiclyRun", true,
                "boarding", false);
        String id = county.post(
                        "/api/v1/organization-acts",
                        Map.of("kind", "CREATE", "holdsFrom", "2099-01-01", "reason", "测试", "facts", facts))
                .path("id")
                .asString();
        return county.post("/api/v1/organization-acts/" + id + "/withdraw", Map.of())
                .path("id")
                .asString();
    }

    /** A wish that was taken back: nobody has to decide about it. */
    private static String change(School school) {
        String id = school.accountant
                .post(
                        "/api/v1/budget-changes",
                        Map.of("kind", "ADDITION", "toLineId", school.line, "amount", "1.00", "reason", "补充"))
                .path("id")
                .asString();
        return school.accountant
                .post("/api/v1/budget-changes/" + id + "/withdraw", Map.of())
                .path("id")
                .asString();
    }

    private static String joint(Somebody county) {
        String id = county.post("/api/v1/joint-purchases", Map.of("title", "数字课程", "unitEstimate", "10.00"))
                .path("id")
                .asString();
        return county.post("/api/v1/joint-purchases/" + id + "/cancel", Map.of())
                .path("id")
                .asString();
    }

    private static String account(School school) {
        return school.accountant
                .get("/api/v1/execution/holdings?figure=spent&fiscalYear=" + School.YEAR)
                .path("items")
                .path(0)
                .path("accountId")
                .asString();
    }

    /** Not one that another test has begun: nothing was before it. */
    private static String frozen(Somebody reader) {
        for (JsonNode one : reader.get("/api/v1/enrolment-snapshots").path("items")) {
            if (one.path("state").asString().equals("FROZEN")) {
                return one.path("id").asString();
            }
        }
        throw new AssertionError("no frozen snapshot");
    }

    private static String first(Somebody reader, String list) {
        JsonNode answer = reader.get(list);
        JsonNode items = answer.isArray() ? answer : answer.path("items");
        return items.path(0).path("id").asString();
    }

    /** The line of a school's own that pays for books. */
    public static UUID lineOf(String school) {
        return Buyer.lineOf(school);
    }

    public static Map<String, Object> acceptance() {
        return Map.of("deliveredOn", "2026-11-20", "remark", "可以使用");
    }

    public static Map<String, Object> invoice(UUID order, String total, String buyer, String creditCode) {
        return Map.of(
                "number",
                School.invoiceNumber(order),
                "issuedOn",
                "2026-11-21",
                "amount",
                total,
                "tax",
                "0.00",
                "buyerName",
                buyer,
                "sellerCreditCode",
                creditCode);
    }

    public static void await(Duration patience, BooleanSupplier there, String what) {
        RunningMarket.await(patience, there, () -> what);
    }
}
