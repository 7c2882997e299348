package org.ziyuan.marketplace.ordering.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** Whatever the budget book holds for a contract, there is a contract, and whatever is owed was accepted. */
@Configuration(proxyBeanMethods = false)
class PromisesHaveTheirPapers {

    /** I9: promised, retained, owed and paid together are what the contract is worth, less what came back; else nothing. */
    @Bean
    Invariant contractsHoldTheirValue(DatabaseClient database) {
        return Invariant.contradictedBy(database, "contracts-hold-their-value", """
                with held as (
                  select document_id, sum(credits_posted - debits_posted) as fen
                    from account where code in ('B220', 'B225', 'B230', 'B240') group by document_id)
                select coalesce(p.row_name, 'account of document ' || h.document_id) as row_name,
                       'the budget book holds ' || coalesce(h.fen, 0) || ' fen, the contract is '
                       || coalesce(p.state || ' and worth ' || p.worth_in_fen, 'not there') as why
                  from held h full join contract_on_paper p on p.id = h.document_id
                 where coalesce(h.fen, 0) <> coalesce(p.worth_in_fen, 0)
                 order by 1
                """);
    }

    /** I11: what became owed or retained was accepted, by a paper of the same order over the same amount. */
    @Bean
    Invariant acceptancesHaveTheirPapers(DatabaseClient database) {
        return Invariant.contradictedBy(database, "acceptances-have-their-papers", """
                with accepted as (
                  select j.id, j.document_id, a.document_id as order_id, sum(l.amount_in_fen) as fen
                    from journal j join leg l on l.journal_id = j.id join account a on a.id = l.debit_account
                   where j.kind = 'delivery-accepted' group by j.id, j.document_id, a.document_id)
                select 'journal ' || coalesce(x.id::text, 'of acceptance ' || p.id) as row_name, case
                         when p.id is null then 'makes ' || x.fen || ' fen of order ' || x.order_id || ' owed without acceptance'
                         else 'makes ' || coalesce(x.fen, 0) || ' fen owed, the acceptance says ' || p.amount_in_fen end as why
                  from accepted x full join acceptance p on p.id = x.document_id and p.order_id = x.order_id
                 where x.fen is distinct from p.amount_in_fen
                 order by 1
                """);
    }
}
