package org.ziyuan.marketplace.funding;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.register.OpenPapers;

/** Counts the budget lines on which money still stands; the bureau books it on where there is a successor. */
@Component
class MoneyLeft implements OpenPapers {

    @Override
    public String what() {
        return "lines";
    }

    @Override
    public String sql() {
        return """
                select count(*) from budget_line b
                 where b.organization_id = :organization
                   and exists (select from line_balance l
                                where l.budget_line_id = b.id and l.credits_posted <> l.debits_posted
                                  and l.code in ('B110', 'B200', 'B210', 'B220', 'B225', 'B230'))
                """;
    }

    @Override
    public boolean goOnWithASuccessor() {
        return true;
    }
}
