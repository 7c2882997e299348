package org.ziyuan.marketplace.allocation;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.PaperSource;
import org.ziyuan.marketplace.identity.Sight;

/** Allocations and their tranches; a tranche's id follows from its run and its place in it. */
@Component
class AllocationsAsPapers implements PaperSource {

    @Override
    public String sql() {
        return """
                select id, 'allocation' as kind, fiscal_year::text as number, id as page, fiscal_year as year,
                       null::int as place, :above and %s as open
                  from allocation_run where id in (select id from wanted)
                union all
                select w.id, 'tranche', r.fiscal_year || '-' || t.seq, r.id, r.fiscal_year, t.seq, :above and %s
                  from wanted w
                 cross join lateral (select id from journal where document_id = w.id and kind = 'tranche-released'
                                      limit 1) j
                  join leg l on l.journal_id = j.id
                  join account c on c.id = l.credit_account
                  join allocation_line x on x.budget_line_id = c.budget_line_id
                  join allocation_run r on r.id = x.run_id
                  join allocation_tranche t on t.run_id = r.id
                """.formatted(Sight.over("bureau_id", "bureau_path"), Sight.over("r.bureau_id", "r.bureau_path"));
    }
}
