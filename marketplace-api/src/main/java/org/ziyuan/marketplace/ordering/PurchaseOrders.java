package org.ziyuan.marketplace.ordering;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Nested;
import org.ziyuan.marketplace.transaction.AskedOnce;
import org.ziyuan.marketplace.worklist.NoticeKind;
import org.ziyuan.marketplace.worklist.NoticeSource;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Mono;

/** All purchase orders, each to those who may see it. */
@Component
public class PurchaseOrders implements WorkSource, NoticeSource {

    /** A condition over {@code o} (purchase_order) and {@code b} (the buying organization). */
    public static final String SEEN = Sight.ofDeal("o.buyer_id", "b.path", "o.vendor_id");

    private static final String LINES = """
            select l.*, v.title, f.name as offer_name
              from purchase_order_line l
              join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
              join offer f on f.id = l.offer_id
             where l.order_id = o.id order by l.position
            """;

    static final String SELECT = """
            select o.*, charged_line(o.id, o.budget_line_id) as charged_line_id, b.name as buyer_name,
                   v.name as vendor_name,
                   (select pay_by(a.delivered_on) from acceptance a where a.order_id = o.id) as pay_by, %s
              from purchase_order o join organization b on b.id = o.buyer_id join organization v on v.id = o.vendor_id
            """.formatted(Nested.column(LINES, "lines"));

    /** With the party whose name is shown, and the condition. */
    private static final String WORK = """
            select o.id, o.id as target, o.number,
                   (select string_agg(t.title, '、' order by l.position)
                      from purchase_order_line l
                      join listing_version t on t.listing_id = l.listing_id and t.version = l.listing_version
                     where l.order_id = o.id and l.position <= 3) as about,
                   (select name from organization where id = %s) as who, o.total_in_fen as amount_in_fen,
                   (select max(e.at) from purchase_order_event e where e.order_id = o.id) as since,
                   (select beginning_of_day(pay_by(a.delivered_on)) from acceptance a where a.order_id = o.id) as due_at
              from purchase_order o where %s
            """;

    private final DatabaseClient database;

    PurchaseOrders(DatabaseClient database) {
        this.database = database;
    }

    /** One order with its lines. Refuses with {@code purchase-order-not-found} what the actor may not see. */
    public Mono<PurchaseOrder> find(UUID id, Actor actor) {
        var query = database.sql(SELECT + " where o.id = :id and " + SEEN).bind("id", id);
        Mono<PurchaseOrder> found = Sight.DEALS
                .bindDeal(query, actor)
                .map(PurchaseOrders::order)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("purchase-order", id)));
        return AskedOnce.of(found, "order", id, actor);
    }

    /**
     * What the actor may see, the newest first.
     *
     * @param state only orders in this state, or null for all
     * @param limit how many at most; a page never holds more than {@link Page#LARGEST}
     */
    public Mono<Page<PurchaseOrder>> list(Actor actor, @Nullable OrderState state, Cursor after, int limit) {
        return list(actor, state, null, Sought.everything(after, limit));
    }

    /**
     * The same narrowed by words of the number, the buyer and the vendor, and by the day of issue.
     *
     * @param duty only what waits for this very person's hand, or null for all
     */
    public Mono<Page<PurchaseOrder>> list(Actor actor, @Nullable OrderState state, @Nullable Duty duty, Sought sought) {
        if (duty != null && !duty.isOf(actor)) {
            return Mono.just(new Page<>(List.of(), null));
        }
        var query = database.sql(SELECT + " where " + SEEN
                        + (duty == null ? "" : " and " + duty.condition())
                        + " and (cast(:state as text) is null or o.state = :state)"
                        + Sought.newestFirst("o.issued_at", "o.id", "o.number", "b.name", "v.name"))
                .bind("state", Parameter.fromOrEmpty(state == null ? null : state.name(), String.class));
        return Sight.DEALS
                .bindDeal(sought.bindTo(duty == null ? query : query.bind("person", actor.person())), actor)
                .map(PurchaseOrders::order)
                .all()
                .collectList()
                .map(rows -> sought.page(rows, order -> new Cursor(order.issuedAt(), order.id())));
    }

    /** What he asked for, approved or accepted himself waits for a colleague and not for this person. */
    @Override
    public List<WorkKind> kinds() {
        return List.of(
                new WorkKind("accept", Duty.ACCEPT.roles(), WORK.formatted("o.vendor_id", Duty.ACCEPT.condition())),
                new WorkKind("pay", Duty.PAY.roles(), WORK.formatted("o.vendor_id", Duty.PAY.condition())).reminding(),
                ofVendor("confirm", OrderState.ISSUED),
                ofVendor("mend", OrderState.TO_MEND),
                ofVendor("invoice", OrderState.ACCEPTED));
    }

    /** A vendor learns of each step that the buyer takes. */
    @Override
    public List<NoticeKind> notices() {
        return List.of(new NoticeKind("sale", """
                select md5(e.order_id || '/' || e.seq)::uuid as id, o.id as target, o.number,
                       (select name from organization where id = o.buyer_id) as about,
                       name_and_place(e.actor_id, e.actor_name, e.at) as who,
                       'state.order.' || e.to_state as word, e.at
                  from purchase_order_event e join purchase_order o on o.id = e.order_id
                 where o.vendor_id = :own and 'VENDOR_MANAGER' = any(:roles)
                   and e.to_state in ('ISSUED', 'CANCELLED', 'TO_MEND', 'ACCEPTED', 'PAID')
                """));
    }

    private static WorkKind ofVendor(String name, OrderState state) {
        return new WorkKind(
                name,
                Set.of(Role.VENDOR_MANAGER),
                WORK.formatted("o.buyer_id", "o.state = '" + state + "' and o.vendor_id = :own"));
    }

    /** Which of these orders wait for this very person. */
    public Mono<Set<UUID>> ofThem(Collection<UUID> orders, Actor actor, Duty duty) {
        if (!duty.isOf(actor)) {
            return Mono.just(Set.of());
        }
        return database.sql("select o.id from purchase_order o where o.id = any(:orders) and " + duty.condition())
                .bind("orders", orders.toArray(UUID[]::new))
                .bind("person", actor.person())
                .bind("own", actor.organizationId())
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Finds any order, for the core's own work, which has no sight. */
    Mono<PurchaseOrder> any(UUID id) {
        return database.sql(SELECT + " where o.id = :id")
                .bind("id", id)
                .map(PurchaseOrders::order)
                .one();
    }

    static PurchaseOrder order(Readable row) {
        return new PurchaseOrder(
                id(row, "id"),
                text(row, "number"),
                id(row, "requisition_id"),
                id(row, "buyer_id"),
                text(row, "buyer_name"),
                id(row, "vendor_id"),
                text(row, "vendor_name"),
                id(row, "budget_line_id"),
                id(row, "charged_line_id"),
                OrderState.valueOf(text(row, "state")),
                fen(row, "total_in_fen"),
                time(row, "issued_at"),
                row.get("pay_by", LocalDate.class),
                number(row, "row_version"),
                Nested.rows(row, "lines", PurchaseOrder.Line.class));
    }
}
