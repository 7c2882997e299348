package org.ziyuan.procurement.requisition;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;

/** Requisitions by their number. */
@Component
class RequisitionsAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select id, 'requisition' as kind, number, id as page, null::int as year, null::int as place, true as open
                  from requisition where id in (select id from wanted)
                """;
    }
}
