package org.ziyuan.marketplace.licensing;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.ordering.IssuePurchaseOrder;
import org.ziyuan.marketplace.ordering.OrderRequest;
import org.ziyuan.marketplace.test.Granter;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A county, a school in it, a vendor with one listing: fresh rows for one test, and licences bought as they really are. */
public final class Town {

    private static final Money PRICE = Money.ofYuan("1");

    public final UUID county = Ids.next();
    public final UUID school = Ids.next();
    public final UUID vendor = Ids.next();
    public final UUID listing = Ids.next();

    private final UUID seatOffer = Ids.next();
    private final UUID schoolOffer = Ids.next();
    private final BeanFactory beans;
    private final DatabaseClient database;

    /** An order and the licence it brought. */
    public record Bought(UUID order, UUID line, UUID licence) {}

    public Town(BeanFactory beans) {
        this.beans = beans;
        this.database = beans.getBean(DatabaseClient.class);
        organization(county, "bureau", "county", null);
        organization(school, "school", "school", county);
        organization(vendor, "vendor", null, null);
        run(
                "insert into listing (id, vendor_id, kind, state, current_version) values ('%s', '%s', 'app', 'PUBLISHED', 1)"
                        .formatted(listing, vendor));
        run("insert into listing_version (listing_id, version, title, subject) values ('%s', 1, '爱科学', '科学')"
                .formatted(listing));
        offer(seatOffer, "named_seat", "seat_year");
        offer(schoolOffer, "school", "school_year");
    }

    /** An organization of its own beside the county. */
    public UUID strangeSchool() {
        UUID id = Ids.next();
        organization(id, "school", "school", null);
        return id;
    }

    public Actor member(UUID organization, Role role) {
        return new Actor(person(organization, role), "王老师", organization, organization.toString(), Set.of(role));
    }

    public Actor teacher() {
        return member(school, Role.TEACHER);
    }

    public Actor vendorManager() {
        return member(vendor, Role.VENDOR_MANAGER);
    }

    /** An order issued by the holder: its licence waits for the vendor. */
    public Bought ordered(UUID holder, @Nullable Integer seats) {
        Actor purchaser = member(holder, Role.PURCHASER);
        Actor principal = member(holder, Role.PRINCIPAL);
        int quantity = seats == null ? 1 : seats;
        UUID budgetLine = budget(holder, PRICE.times(quantity), purchaser);
        UUID line = Ids.next();
        OrderRequest request = new OrderRequest(
                Ids.next(),
                budgetLine,
                holder,
                budgetLine,
                purchaser.person(),
                List.of(principal.person()),
                List.of(new OrderRequest.Line(
                        line, seats == null ? schoolOffer : seatOffer, listing, 1, quantity, PRICE)));
        beans.getBean(IssuePurchaseOrder.class).issue(request, principal).then().block();
        return new Bought(request.orderId(), line, Ids.derived("licence", line));
    }

    /** An order the vendor has confirmed: its licence is in force. */
    public Bought bought(UUID holder, @Nullable Integer seats) {
        Bought bought = ordered(holder, seats);
        beans.getBean(AnswerPurchaseOrder.class)
                .confirm(bought.order(), vendorManager())
                .then()
                .block();
        return bought;
    }

    /** The same, when the order itself is of no interest. */
    public UUID licence(UUID holder, @Nullable Integer seats) {
        return bought(holder, seats).licence();
    }

    public void revoke(Bought bought) {
        commit(beans.getBean(Licences.class).revokeForOrder(bought.order(), vendorManager()));
    }

    public void commit(Mono<Void> work) {
        beans.getBean(MoneyTransactions.class).execute(work).block();
    }

    public String text(String sql) {
        return database.sql(sql).mapValue(String.class).one().blockOptional().orElse("no row");
    }

    public void run(String sql) {
        database.sql(sql).then().block();
    }

    /** Gives a person a role since yesterday. */
    public void employ(UUID person, UUID organization, Role role) {
        run(
                "insert into role_assignment (id, person_id, role, organization_id, valid_from, %s) values ('%s', '%s', '%s', '%s', %s, %s)"
                        .formatted(
                                Granter.COLUMNS,
                                Ids.next(),
                                person,
                                role,
                                organization,
                                "now() - interval '1 day'",
                                Granter.in(database)));
    }

    private UUID person(UUID organization, Role role) {
        UUID id = Ids.next();
        run("insert into person (id, login, display_name) values ('%s', '%s', '王老师')".formatted(id, id));
        employ(id, organization, role);
        return id;
    }

    private UUID budget(UUID holder, Money amount, Actor purchaser) {
        UUID line = Ids.next();
        run("""
                insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class,
                                         project, name)
                select '%s', 'per-pupil', extract(year from now() at time zone 'Asia/Shanghai'), '%s', '2050202', '30218', '%s',
                       '生均公用经费'
                """.formatted(line, holder, line));
        BudgetBook book = beans.getBean(BudgetBook.class);
        commit(book.appropriate(line, line, amount, purchaser));
        commit(book.reserve(line, line, amount, purchaser));
        return line;
    }

    private void offer(UUID id, String model, String meter) {
        run("""
                insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months)
                values ('%s', '%s', '授权', '%s', '%s', %d, 12)
                """.formatted(id, listing, model, meter, PRICE.fen()));
        run("""
                insert into offer_price_log (offer_id, price_version, unit_price_in_fen, changed_by, approved_by)
                values ('%s', 1, %d, '%s', '%s')
                """.formatted(id, PRICE.fen(), person(vendor, Role.VENDOR_MANAGER), person(county, Role.COUNTY_BUREAU)));
    }

    private void organization(UUID id, String kind, @Nullable String tier, @Nullable UUID parent) {
        database.sql("""
                        insert into organization (id, kind, tier, code, name, parent_id, path)
                        values (:id, :kind, :tier, :code, '第一小学', :parent, coalesce(:parentPath, '') || :code)
                        """)
                .bind("id", id)
                .bind("kind", kind)
                .bind("tier", Parameter.fromOrEmpty(tier, String.class))
                .bind("code", id.toString())
                .bind("parent", Parameter.fromOrEmpty(parent, UUID.class))
                .bind("parentPath", Parameter.fromOrEmpty(parent == null ? null : parent + ".", String.class))
                .then()
                .block();
    }
}
