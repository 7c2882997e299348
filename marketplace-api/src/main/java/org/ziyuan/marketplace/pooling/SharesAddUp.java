package org.ziyuan.marketplace.pooling;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of purchases that are made for many schools. */
@Configuration(proxyBeanMethods = false)
class SharesAddUp {

    /** I14: the schools' shares are the award, to the fen, in the documents and in the award's journal. */
    @Bean
    Invariant sharesAreTheAward(DatabaseClient database) {
        return Invariant.contradictedBy(database, "shares-are-the-award", """
                with written as (
                  select p.id, p.award_in_fen, coalesce(sum(d.share_in_fen), 0) as shares
                    from joint_purchase p left join joint_demand d on d.purchase_id = p.id and d.state = 'AWARDED'
                   where p.state = 'AWARDED' group by p.id),
                posted as (
                  select j.document_id as award_id, c.document_id as contract_id, c.budget_line_id, sum(l.amount_in_fen) as fen
                    from journal j join leg l on l.journal_id = j.id
                    join account c on c.id = l.credit_account and c.code = 'B220'
                   where j.kind = 'award-encumbered' group by 1, 2, 3)
                select 'joint_purchase ' || id as row_name,
                       'is awarded ' || award_in_fen || ' fen, its shares are ' || shares as why
                  from written where award_in_fen <> shares
                union all
                select 'joint_demand ' || d.id,
                       'has a share of ' || d.share_in_fen || ' fen, posted are ' || coalesce(b.fen, 0)
                  from joint_demand d join joint_purchase p on p.id = d.purchase_id
                  left join posted b on b.award_id = p.award_id and b.contract_id = d.contract_id
                       and b.budget_line_id = d.budget_line_id
                 where d.state = 'AWARDED' and d.share_in_fen <> coalesce(b.fen, 0)
                union all
                select 'joint_demand ' || d.id, 'is ' || d.state || ' and holds ' || coalesce(a.fen, 0) || ' fen'
                  from joint_demand d
                  left join (select document_id, sum(credits_posted - debits_posted) as fen from account
                              where code = 'B210' group by document_id) a on a.document_id = d.id
                 where coalesce(a.fen, 0) <> case when d.state = 'RESERVED' then d.reserved_in_fen else 0 end
                """);
    }
}
