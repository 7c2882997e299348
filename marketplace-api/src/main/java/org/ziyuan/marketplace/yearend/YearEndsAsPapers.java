package org.ziyuan.marketplace.yearend;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;
import org.ziyuan.marketplace.identity.Sight;

/** Year ends, called by their year; who keeps the books has their page. */
@Component
class YearEndsAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select y.id, 'year-end-' || lower(y.kind) as kind, y.fiscal_year::text as number, y.id as page,
                       null::int as year, null::int as place, %s as open
                  from year_end_run y join organization o on o.id = y.organization_id
                 where y.id in (select id from wanted)
                """.formatted(Sight.over("o"));
    }
}
