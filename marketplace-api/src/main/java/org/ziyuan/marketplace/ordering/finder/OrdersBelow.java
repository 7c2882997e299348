package org.ziyuan.marketplace.ordering.finder;

import java.time.LocalDate;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a bureau keeps an eye on, though others must act. Only for somebody who acts for the bureau. */
@Component
public class OrdersBelow {

    private final DatabaseClient database;

    OrdersBelow(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What a bureau oversees.
     *
     * @param schools all schools below it
     * @param licences licences in force that they or it hold
     * @param orders orders that are not yet paid
     */
    public record Oversight(int schools, int licences, int orders) {}

    /** An order whose invoice is matched and not paid, with the day by which the law wants it paid. */
    public record Unpaid(UUID id, String number, String buyerName, String vendorName, Money total, LocalDate payBy) {}

    public Mono<Oversight> oversight(Organization bureau) {
        return database.sql("""
                        with below as (
                          select id, kind from organization where id = :id or starts_with(path, :path || '.'))
                        select (select count(*)::int from below where kind = 'school') as schools,
                               (select count(*)::int from licence l join below b on b.id = l.holder_id
                                 where l.state = 'ACTIVE' and (l.valid_until is null or l.valid_until > now())) as licences,
                               (select count(*)::int from purchase_order o join below b on b.id = o.buyer_id
                                 where o.state not in ('PAID', 'DECLINED', 'CANCELLED')) as orders
                        """)
                .bind("id", bureau.id())
                .bind("path", bureau.path())
                .map(Rows.as(Oversight.class))
                .one();
    }

    /** The first to fall due first. */
    public Flux<Unpaid> unpaid(Organization bureau, int most) {
        return database.sql("""
                        select o.id, o.number, b.name as buyer_name, v.name as vendor_name, o.total_in_fen,
                               pay_by(a.delivered_on) as pay_by
                          from purchase_order o
                          join organization b on b.id = o.buyer_id
                          join organization v on v.id = o.vendor_id
                          join acceptance a on a.order_id = o.id
                         where o.state in ('INVOICED', 'PAYMENT_INSTRUCTED') and starts_with(b.path, :path || '.')
                         order by a.delivered_on, o.id limit :most
                        """)
                .bind("path", bureau.path())
                .bind("most", most)
                .map(Rows.as(Unpaid.class))
                .all();
    }
}
