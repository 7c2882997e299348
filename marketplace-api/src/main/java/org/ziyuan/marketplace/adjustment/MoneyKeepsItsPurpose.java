package org.ziyuan.marketplace.adjustment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** Money that is tied to a purpose never leaves it (专款专用). */
@Configuration(proxyBeanMethods = false)
class MoneyKeepsItsPurpose {

    /**
     * I16: no leg and no carry-over takes money to a line outside its purpose. What a bound line gives back goes up to its
     * node again and is read the other way round; what was taken back by a correction does not count any more.
     */
    @Bean
    Invariant purposeIsKept(DatabaseClient database) {
        return Invariant.contradictedBy(database, "purpose-is-kept", """
                with crossing as (
                  select l.journal_id, l.seq, j.kind, d.budget_line_id as giver,
                         c.budget_line_id as taker,
                         d.code not in ('B110', 'B200') as back
                    from leg l join journal j on j.id = l.journal_id
                    join account d on d.id = l.debit_account join account c on c.id = l.credit_account
                   where d.budget_line_id <> c.budget_line_id and l.effect in ('posted', 'post') and j.corrects is null
                     and not exists (select from journal r where r.document_id = j.id and r.corrects = j.id)),
                carried as (
                  select o.journal_id, o.seq, j.kind, g.budget_line_id as giver, t.budget_line_id as taker
                    from journal j
                    join leg o on o.journal_id = j.id join account x on x.id = o.credit_account and x.code = 'B250'
                    join account g on g.id = o.debit_account
                    join leg i on i.journal_id = j.id and i.seq = o.seq + 1
                    join account t on t.id = i.credit_account and t.budget_line_id is not null
                   where j.kind in ('year-end-balance-carried', 'year-end-encumbrance-carried'))
                select 'leg ' || x.journal_id || '/' || x.seq as row_name,
                       x.kind || ' takes money of line ' || x.giver || ' to line ' || x.taker || ' outside its purpose' as why
                  from (select journal_id, seq, kind, case when back then taker else giver end as giver,
                               case when back then giver else taker end as taker from crossing
                        union all select journal_id, seq, kind, giver, taker from carried) x
                  join budget_line g on g.id = x.giver join budget_line t on t.id = x.taker
                 where not within_purpose(g, t)
                """);
    }
}
