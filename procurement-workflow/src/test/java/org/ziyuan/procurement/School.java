package org.ziyuan.procurement;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.approval.Decide;
import org.ziyuan.procurement.approval.Decision;
import org.ziyuan.procurement.approval.Inbox;
import org.ziyuan.procurement.approval.InboxItem;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.requisition.BeginRequisition;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.procurement.requisition.SubmitRequisition;
import org.ziyuan.procurement.requisition.Wanted;
import org.ziyuan.procurement.requisition.WriteDraft;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A school of 320 pupils with ten million yuan to spend, its people, and a vendor with an app at ¥50 a seat. */
public final class School {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public final UUID budgetLine = Ids.next();
    public final UUID offer = Ids.next();
    public final UUID listing = Ids.next();
    public final Actor purchaser;
    public final Actor accountant;
    public final Actor principal;
    public final Actor teacher;
    public final Actor vendor;
    public final Actor bureau;
    public final Actor stranger;

    private final BeanFactory beans;
    private final DatabaseClient database;

    public School(BeanFactory beans) {
        this.beans = beans;
        this.database = beans.getBean(DatabaseClient.class);
        String county = "test." + Ids.next();
        UUID bureauId = organization("bureau", "county", county, null);
        UUID school = organization("school", "school", county + "." + Ids.next(), bureauId);
        UUID other = organization("school", "school", "test." + Ids.next(), null);
        UUID seller = organization("vendor", null, "vendor." + Ids.next(), null);
        purchaser = actor("王采购", school, county + "." + school, Role.PURCHASER);
        accountant = actor("李会计", school, county + "." + school, Role.ACCOUNTANT);
        principal = actor("陈校长", school, county + "." + school, Role.PRINCIPAL);
        teacher = actor("张老师", school, county + "." + school, Role.TEACHER);
        vendor = actor("出版社", seller, "", Role.VENDOR_MANAGER);
        bureau = actor("区教育局", bureauId, county, Role.COUNTY_BUREAU);
        stranger = actor("外校", other, "test.other", Role.PURCHASER, Role.TEACHER, Role.ACCOUNTANT, Role.PRINCIPAL);
        listing(seller);
        budget(school);
    }

    /** A draft of so many seats at ¥50, paid from the school's line. */
    public UUID draft(int seats) {
        UUID id = Ids.next();
        WriteDraft drafts = beans.getBean(WriteDraft.class);
        run(beans.getBean(BeginRequisition.class).begin(id, "三年级科学课用", purchaser));
        run(drafts.addLine(id, offer, new Wanted(seats, ForWhom.UNSAID, null), purchaser));
        run(drafts.payFrom(id, budgetLine, purchaser));
        return id;
    }

    /** The same, handed in. */
    public UUID submitted(int seats) {
        UUID id = draft(seats);
        run(beans.getBean(SubmitRequisition.class).submit(id, purchaser));
        return id;
    }

    /** The same, approved by both and ordered. */
    public UUID ordered(int seats) {
        UUID id = submitted(seats);
        decide(id, accountant, Decision.APPROVE, "");
        decide(id, principal, Decision.APPROVE, "");
        await(id, RequisitionState.ORDERED);
        return id;
    }

    /** Waits for the task in the person's inbox and decides it. */
    public void decide(UUID requisition, Actor actor, Decision decision, String comment) {
        RequisitionState unused = decided(requisition, actor, decision, comment);
    }

    public RequisitionState decided(UUID requisition, Actor actor, Decision decision, String comment) {
        UUID task = task(requisition, actor);
        return now(beans.getBean(Decide.class).decide(task, decision, comment, actor));
    }

    public UUID task(UUID requisition, Actor actor) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> inbox(requisition, actor), found -> !found.isEmpty())
                .get(0)
                .taskId();
    }

    public List<InboxItem> inbox(UUID requisition, Actor actor) {
        return now(beans.getBean(Inbox.class).of(actor, Sought.everything(Cursor.START, 100))).items().stream()
                .filter(item -> item.requisitionId().equals(requisition))
                .toList();
    }

    public void await(UUID requisition, RequisitionState state) {
        Requisition unused = awaited(requisition, state);
    }

    /** The purchase order the requisition became. */
    public UUID order(UUID requisition) {
        return Objects.requireNonNull(
                awaited(requisition, RequisitionState.ORDERED).orderId());
    }

    public Requisition awaited(UUID requisition, RequisitionState state) {
        return Awaitility.await().atMost(PATIENCE).until(() -> find(requisition), found -> found.state() == state);
    }

    /** Waits until the engine has brought the requisition's process to its end. */
    public void awaitProcessEnd(UUID requisition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> count("process_link where ended_at is not null and business_id", requisition) == 1);
    }

    public void awaitStep(UUID requisition, String activity) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        count("engine_event where activity_id = '" + activity + "' and business_id", requisition) > 0);
    }

    public long count(String tableAndColumn, UUID id) {
        return now(database.sql("select count(*) from " + tableAndColumn + " = :id")
                .bind("id", id)
                .mapValue(Long.class)
                .one());
    }

    public Requisition find(UUID requisition) {
        return now(beans.getBean(Requisitions.class).find(requisition, purchaser));
    }

    public LineBalance balance() {
        return now(beans.getBean(BudgetBook.class).balance(budgetLine));
    }

    public static <T> T now(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    public static void run(Publisher<?> work) {
        Flux.from(work).then().block();
    }

    public void run(String sql) {
        database.sql(sql).then().block();
    }

    private void listing(UUID seller) {
        run(
                "insert into listing (id, vendor_id, kind, state, current_version) values ('%s', '%s', 'app', 'PUBLISHED', 1)"
                        .formatted(listing, seller));
        run("insert into listing_version (listing_id, version, title, subject) values ('%s', 1, '爱科学', '科学')"
                .formatted(listing));
        run("""
                insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months)
                values ('%s', '%s', '席位', 'named_seat', 'pupil_year', 5000, 12)
                """.formatted(offer, listing));
        run("""
                insert into offer_price_log (offer_id, price_version, unit_price_in_fen, changed_by, approved_by)
                values ('%s', 1, 5000, '%s', '%s')
                """.formatted(offer, vendor.person(), bureau.person()));
    }

    private void budget(UUID school) {
        int year = LocalDate.now(Clock.systemUTC()).getYear();
        run("""
                insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                values ('%s', 'per-pupil', %d, '%s', '2050202', '30218', '生均公用经费')
                """.formatted(budgetLine, year, school));
        run("""
                insert into headcount (id, school_id, fiscal_year, level, pupils, boarders,
                  special_education_pupils, census_date)
                values ('%s', '%s', %d, 'primary', 320, 0, 0, '%d-09-01')
                """.formatted(Ids.next(), school, year, year - 1));
        run(beans.getBean(MoneyTransactions.class)
                .execute(beans.getBean(BudgetBook.class)
                        .appropriate(budgetLine, budgetLine, Money.ofYuan("10000000"), accountant)));
    }

    public Actor actor(String name, UUID organization, String path, Role... roles) {
        UUID person = Ids.next();
        run("insert into person (id, login, display_name) values ('%s', '%s', '%s')".formatted(person, person, name));
        return new Actor(person, name, organization, path, Set.of(roles));
    }

    private UUID organization(String kind, @Nullable String tier, String path, @Nullable UUID parent) {
        UUID id = Ids.next();
        run(
                "insert into organization (id, kind, tier, code, name, path, parent_id, unified_credit_code) values ('%s', '%s', %s, '%s', '%s', '%s', %s, '%s')"
                        .formatted(
                                id,
                                kind,
                                tier == null ? "null" : "'" + tier + "'",
                                id,
                                kind.equals("vendor") ? "爱科学出版社" : "第一小学",
                                path,
                                parent == null ? "null" : "'" + parent + "'",
                                "91440101MA5ABCDE1X"));
        return id;
    }
}
