package org.ziyuan.marketplace.adjustment;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;

/** Changes of the budget, called by their day. */
@Component
class ChangesAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select id, lower(kind) as kind, beijing_day(requested_at)::text as number,
                       id as page, null::int as year, null::int as place, true as open
                  from budget_change where id in (select id from wanted)
                """;
    }
}
