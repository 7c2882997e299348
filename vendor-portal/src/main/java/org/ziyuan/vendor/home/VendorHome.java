package org.ziyuan.vendor.home;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The vendor's first page: what to do next, computed from the data. */
@Controller
class VendorHome {

    private final DatabaseClient database;

    VendorHome(DatabaseClient database) {
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
    record Waiting(
            long toConfirm,
            long toDeliver,
            long toMend,
            long toInvoice,
            long inPayment,
            long receivableInFen,
            long paidInFen,
            long published,
            long drafts) {}

    @GetMapping("/vendor")
    Mono<String> home(Model model, Actor vendor) {
        return waiting(vendor)
                .doOnNext(waiting -> model.addAttribute("waiting", waiting))
                .thenReturn("vendor/home");
    }

    private Mono<Waiting> waiting(Actor vendor) {
        return database.sql("""
                        select count(*) filter (where state = 'ISSUED') as to_confirm,
                               count(*) filter (where state = 'CONFIRMED') as to_deliver,
                               count(*) filter (where state = 'TO_MEND') as to_mend,
                               count(*) filter (where state = 'ACCEPTED') as to_invoice,
                               count(*) filter (where state in ('INVOICED', 'PAYMENT_INSTRUCTED')) as in_payment,
                               coalesce(sum(total_in_fen) filter (
                                 where state in ('ACCEPTED', 'INVOICED', 'PAYMENT_INSTRUCTED')), 0)::bigint as receivable_in_fen,
                               coalesce(sum(total_in_fen) filter (where state = 'PAID'), 0)::bigint as paid_in_fen,
                               (select count(*) from listing where vendor_id = :vendor and state = 'published') as published,
                               (select count(*) from listing
                                 where vendor_id = :vendor and state in ('draft', 'submitted')) as drafts
                          from purchase_order where vendor_id = :vendor
                        """)
                .bind("vendor", vendor.organizationId())
                .map(Rows.as(Waiting.class))
                .one();
    }
}
