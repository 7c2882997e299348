package org.ziyuan.marketplace.payment;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;

/** Payments, which are read on the page of their order. */
@Component
class PaymentsAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select p.id, 'payment' as kind, o.number, o.id as page, null::int as year, null::int as place, true as open
                  from payment p join purchase_order o on o.id = p.order_id where p.id in (select id from wanted)
                """;
    }
}
