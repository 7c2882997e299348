package org.ziyuan.marketplace.ordering;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A school with ¥1,000.00 to spend, a vendor, and an approved requisition of ¥600.00: fresh rows for one test. */
public final class Purchase {

    public static final Money TOTAL = Money.ofYuan("500");

    public final UUID requisition = Ids.next();
    public final UUID order = Ids.next();
    public final UUID budgetLine = Ids.next();
    public final Actor requester;
    /** The accountant who approved. */
    public final Actor reviewer;

    /** The accountant who pays: another person. */
    public final Actor accountant;

    public final Actor principal;
    public final Actor teacher;
    public final Actor vendor;
    public final Actor bureau;
    public final Actor stranger;
    public final OrderRequest request;

    private final BeanFactory beans;
    private final DatabaseClient database;
    private final String countyPath = "test." + Ids.next();

    public Purchase(BeanFactory beans) {
        this(beans, null);
    }

    /** @param seller who sells; null for a vendor of this purchase's own */
    public Purchase(BeanFactory beans, @Nullable Actor seller) {
        this.beans = beans;
        this.database = beans.getBean(DatabaseClient.class);
        UUID county = organization("bureau", "county", "天河区教育局", countyPath, null);
        UUID school = organization("school", "school", "第一小学", countyPath + "." + requisition, null);
        UUID other = organization("school", "school", "第二小学", "test." + Ids.next(), null);
        UUID publisher = seller != null
                ? seller.organizationId()
                : organization("vendor", null, "爱科学出版社", "vendor." + Ids.next(), "91440101MA5ABCDE1X");
        requester = actor("王采购", school, countyPath + "." + requisition, Role.PURCHASER);
        reviewer = actor("周会计", school, countyPath + "." + requisition, Role.ACCOUNTANT);
        // Pays and books: no database lets one person hold both, but these tests are about what is done, not by how
        // many.
        accountant = actor("李会计", school, countyPath + "." + requisition, Role.ACCOUNTANT, Role.CASHIER);
        principal = actor("陈校长", school, countyPath + "." + requisition, Role.PRINCIPAL);
        teacher = actor("张老师", school, countyPath + "." + requisition, Role.TEACHER);
        vendor = actor("出版社", publisher, "", Role.VENDOR_MANAGER);
        bureau = actor("区教育局", county, countyPath, Role.COUNTY_BUREAU);
        stranger = actor("外校采购", other, "test.other", Role.PURCHASER, Role.TEACHER, Role.ACCOUNTANT);
        request = request(publisher);
        budget(school);
    }

    /** Takes the purchase up to the issued order. */
    public void issue() {
        run(beans.getBean(IssuePurchaseOrder.class).issue(request, principal));
    }

    /** Takes the purchase up to the vendor's confirmation. */
    public void confirm() {
        issue();
        run(beans.getBean(AnswerPurchaseOrder.class).confirm(order, vendor));
    }

    /** Takes the purchase up to the acceptance. */
    public void accept() {
        confirm();
        run(beans.getBean(AcceptDelivery.class).accept(order, note(), teacher));
    }

    /** Takes the purchase up to the matched invoice. */
    public void invoice() {
        accept();
        run(beans.getBean(RegisterInvoice.class).register(order, claim(TOTAL), vendor));
    }

    public AcceptanceNote note() {
        return new AcceptanceNote(LocalDate.now(Clock.systemUTC()), "完好");
    }

    public InvoiceClaim claim(Money amount) {
        String number =
                String.valueOf(Math.floorMod(order.getLeastSignificantBits(), 100_000_000_000L) + 100_000_000_000L);
        LocalDate today = LocalDate.now(Clock.systemUTC());
        return new InvoiceClaim(null, number, today, amount, Money.ofYuan("15"), "第一小学", "91440101MA5ABCDE1X");
    }

    public LineBalance balance() {
        return now(beans.getBean(BudgetBook.class).balance(budgetLine));
    }

    public PurchaseOrder current() {
        return now(beans.getBean(PurchaseOrders.class).find(order, requester));
    }

    /** The news about the order, in the order it was made. */
    public List<String> news() {
        return now(database.sql("select type from outbox_message where aggregate_id = :id order by seq")
                .bind("id", order)
                .mapValue(String.class)
                .all()
                .collectList());
    }

    public List<String> licenceStates() {
        return now(database.sql("select state from licence where order_id = :id order by id")
                .bind("id", order)
                .mapValue(String.class)
                .all()
                .collectList());
    }

    public static <T> T now(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    public static void run(Publisher<?> work) {
        Flux.from(work).then().block();
    }

    private OrderRequest request(UUID seller) {
        UUID listing = Ids.next();
        UUID offer = Ids.next();
        run(
                "insert into listing (id, vendor_id, kind, state, current_version) values ('%s', '%s', 'app', 'PUBLISHED', 1)"
                        .formatted(listing, seller));
        run("insert into listing_version (listing_id, version, title, subject) values ('%s', 1, '爱科学', '科学')"
                .formatted(listing));
        run("""
                insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months)
                values ('%s', '%s', '席位', 'named_seat', 'seat_year', 5000, 12)
                """.formatted(offer, listing));
        run("""
                insert into offer_price_log (offer_id, price_version, unit_price_in_fen, changed_by, approved_by)
                values ('%s', 1, 5000, '%s', '%s')
                """.formatted(offer, vendor.person(), bureau.person()));
        OrderRequest.Line line = new OrderRequest.Line(Ids.next(), offer, listing, 1, 10, Money.ofYuan("50"));
        return new OrderRequest(
                order,
                requisition,
                requester.organizationId(),
                budgetLine,
                requester.person(),
                List.of(reviewer.person(), principal.person()),
                List.of(line));
    }

    private void budget(UUID school) {
        run("""
                insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                select '%s', 'per-pupil', extract(year from now() at time zone 'Asia/Shanghai'), '%s', '2050202', '30218',
                       '生均公用经费'
                """.formatted(budgetLine, school));
        BudgetBook book = beans.getBean(BudgetBook.class);
        MoneyTransactions transactions = beans.getBean(MoneyTransactions.class);
        transactions
                .execute(book.appropriate(budgetLine, budgetLine, Money.ofYuan("1000"), accountant))
                .block();
        transactions
                .execute(book.reserve(requisition, budgetLine, Money.ofYuan("600"), requester))
                .block();
    }

    private Actor actor(String name, UUID organization, String path, Role... roles) {
        UUID person = Ids.next();
        run("insert into person (id, login, display_name) values ('%s', '%s', '%s')".formatted(person, person, name));
        return new Actor(person, name, organization, path, Set.of(roles));
    }

    private UUID organization(String kind, @Nullable String tier, String name, String path, @Nullable String code) {
        UUID id = Ids.next();
        run(
                "insert into organization (id, kind, tier, code, name, path, unified_credit_code) values ('%s', '%s', %s, '%s', '%s', '%s', %s)"
                        .formatted(id, kind, quoted(tier), id, name, path, quoted(code)));
        return id;
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "'" + text + "'";
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }
}
