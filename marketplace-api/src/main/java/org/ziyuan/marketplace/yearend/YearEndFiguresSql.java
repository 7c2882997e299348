package org.ziyuan.marketplace.yearend;

/** What a close would do with each line of a scope, as {@code figures}. */
final class YearEndFiguresSql {

    /** What is released goes to the purse of its line first and is carried, or lapses, with what else lies there. */
    static final String FIGURES = YearEndScope.OPEN_LINES + """
            , held as (
              select s.id, coalesce(sum(a.credits_posted - a.debits_posted) filter (where a.code = 'B210'), 0) as reserved,
                     coalesce(sum(a.credits_posted - a.debits_posted)
                       filter (where a.code in ('B220', 'B225', 'B230')), 0) as promised,
                     coalesce(sum(a.credits_posted - a.debits_posted) filter (where a.code in ('B110', 'B200')), 0) as free,
                     coalesce(sum(a.debits_pending), 0) as under_way
                from scope s left join line_balance a on a.budget_line_id = s.id group by s.id),
            given_back as (select s.purse, sum(h.reserved) as fen from scope s join held h using (id) group by s.purse),
            figures as (
              select s.id, s.organization_id, s.name, s.carried_years, s.created_at, h.reserved::bigint as released,
                     h.promised::bigint as contracts, h.under_way::bigint as payments_under_way,
                     case when s.carried_years < 2 then h.free + coalesce(g.fen, 0) else 0 end::bigint as carried,
                     case when s.carried_years < 2 then 0 else h.free + coalesce(g.fen, 0) end::bigint as lapsed
                from scope s join held h using (id) left join given_back g on g.purse = s.id)
            """;

    private YearEndFiguresSql() {}
}
