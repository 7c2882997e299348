package org.ziyuan.marketplace.ordering.finder;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What waits on a vendor's desk, and what is on its way to him. */
@Component
public class VendorsDesk {

    private final DatabaseClient database;

    VendorsDesk(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What waits, and what is on its way.
     *
     * @param toConfirm orders that wait for an answer
     * @param toMend orders whose delivery did not pass
     * @param toInvoice accepted orders that wait for an invoice
     * @param inPayment invoiced orders that wait for the buyer's money
     * @param receivableInFen the sum of orders accepted or invoiced and not yet paid, in fen
     * @param paidInFen the sum paid so far, in fen
     */
    public record Waiting(
            long toConfirm,
            long toDeliver,
            long toMend,
            long toInvoice,
            long inPayment,
            long receivableInFen,
            long paidInFen,
            long published,
            long drafts) {}

    public Mono<Waiting> of(Actor vendor) {
        return database.sql("""
                        select count(*) filter (where state = 'ISSUED') as to_confirm,
                               count(*) filter (where state = 'CONFIRMED') as to_deliver,
                               count(*) filter (where state = 'TO_MEND') as to_mend,
                               count(*) filter (where state = 'ACCEPTED') as to_invoice,
                               count(*) filter (where state in ('INVOICED', 'PAYMENT_INSTRUCTED')) as in_payment,
                               coalesce(sum(total_in_fen) filter (
                                 where state in ('ACCEPTED', 'INVOICED', 'PAYMENT_INSTRUCTED')), 0)::bigint as receivable_in_fen,
                               coalesce(sum(total_in_fen) filter (where state = 'PAID'), 0)::bigint as paid_in_fen,
                               (select count(*) from listing where vendor_id = :vendor and state = 'PUBLISHED') as published,
                               (select count(*) from listing
                                 where vendor_id = :vendor and state in ('DRAFT', 'SUBMITTED')) as drafts
                          from purchase_order where vendor_id = :vendor
                        """)
                .bind("vendor", vendor.organizationId())
                .map(Rows.as(Waiting.class))
                .one();
    }
}
