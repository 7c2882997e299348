package org.ziyuan.storefront.home;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.storefront.layout.Figures;
import reactor.core.publisher.Flux;

/** What bureaus and auditors keep an eye on, though others must act: payments that fall due below. */
@Component
class Watch {

    private static final int MOST = 8;

    private final DatabaseClient database;

    Watch(DatabaseClient database) {
        this.database = database;
    }

    /** Orders below a bureau whose invoice is matched and not paid, the first to fall due first. */
    Flux<Task> unpaid(Organization bureau) {
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
                .bind("most", MOST)
                .map(Watch::unpaidOrder)
                .all();
    }

    private static Task unpaidOrder(Readable row) {
        return new Task(
                "unpaid",
                text(row, "number"),
                text(row, "buyer_name"),
                text(row, "vendor_name"),
                read(row, "total_in_fen", Long.class),
                Figures.within(read(row, "pay_by", LocalDate.class)),
                "/audit?order=" + id(row, "id"));
    }
}
