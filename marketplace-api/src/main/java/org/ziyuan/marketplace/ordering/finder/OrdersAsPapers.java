package org.ziyuan.marketplace.ordering.finder;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;

/** Orders with their acceptances and licences, which go by the number of their order. */
@Component
class OrdersAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select id, 'order' as kind, number, id as page, null::int as year, null::int as place, true as open
                  from purchase_order where id in (select id from wanted)
                union all
                select a.id, 'acceptance', o.number, o.id, null, null, true
                  from acceptance a join purchase_order o on o.id = a.order_id where a.id in (select id from wanted)
                union all
                select l.id, 'licence', o.number, l.id, null, null, true
                  from licence l join purchase_order o on o.id = l.order_id where l.id in (select id from wanted)
                """;
    }
}
