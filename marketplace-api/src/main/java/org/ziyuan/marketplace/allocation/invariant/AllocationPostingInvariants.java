package org.ziyuan.marketplace.allocation.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of allocations and of what the ledger holds of them. */
@Configuration(proxyBeanMethods = false)
class AllocationPostingInvariants {

    /** The terms, the parts of the levels of government and the budget lines of a school add up to its amount. */
    @Bean
    Invariant allocationsAddUp(DatabaseClient database) {
        return Invariant.contradictedBy(database, "allocations-add-up", """
                with term as (
                  select run_id, school_id, sum(amount_in_fen) as fen from allocation_term group by run_id, school_id),
                line as (
                  select run_id, school_id, sum(amount_in_fen) as fen from allocation_line group by run_id, school_id)
                (select 'allocation_school ' || s.run_id || '/' || s.school_id as row_name,
                        'says ' || s.amount_in_fen || ' fen, its terms give ' || coalesce(t.fen, 0) || ', its lines '
                        || coalesce(l.fen, 0) as why
                   from allocation_school s
                   left join term t using (run_id, school_id)
                   left join line l using (run_id, school_id)
                  where s.amount_in_fen <> coalesce(t.fen, 0) or s.amount_in_fen <> coalesce(l.fen, 0)
                  order by s.run_id, s.school_id)
                union all
                (select 'allocation_school ' || s.run_id || '/' || s.school_id,
                        'gives ' || h.tier || ' not its share of ' || h.share_in_basis_points || ' hundredths of a per cent'
                   from allocation_school s
                   join allocation_share h on h.run_id = s.run_id and h.region_code = s.region_code
                  where abs(10000 * case h.tier when 'nation' then s.nation_in_fen when 'province' then s.province_in_fen
                              when 'city' then s.city_in_fen when 'county' then s.county_in_fen
                              else s.school_in_fen end::numeric
                            - s.amount_in_fen::numeric * h.share_in_basis_points) >= 10000
                  order by s.run_id, s.school_id)
                union all
                select 'allocation_run ' || r.id, 'does not say how many schools and lines it has, or how much they get'
                  from allocation_run r
                 where (r.school_count, r.line_count, r.total_in_fen) is distinct from (
                         (select count(*)::int from allocation_school s where s.run_id = r.id),
                         (select count(*)::int from allocation_line l where l.run_id = r.id),
                         (select coalesce(sum(s.amount_in_fen), 0)::bigint from allocation_school s where s.run_id = r.id))
                """);
    }

    /** What a run says it has posted, its budget lines were given. */
    @Bean
    Invariant allocationsArePosted(DatabaseClient database) {
        return Invariant.contradictedBy(database, "allocations-are-posted", """
                with posted as (
                  select l.budget_line_id, sum(l.amount_in_fen - l.before_in_fen) as fen
                    from allocation_line l
                    join allocation_run r on r.id = l.run_id and l.seq <= r.lines_posted
                   group by l.budget_line_id)
                select 'budget_line ' || p.budget_line_id as row_name,
                       'was allocated ' || p.fen || ' fen and appropriated ' || coalesce(a.credits_posted, 0) as why
                  from posted p
                  left join account a on a.budget_line_id = p.budget_line_id and a.code = 'B110'
                 where p.fen > coalesce(a.credits_posted, 0)
                 order by p.budget_line_id
                """);
    }

    /** Of a line that tranches were released to, each gave its share of what was allocated, to the fen next to it. */
    @Bean
    Invariant allocationsAreReleased(DatabaseClient database) {
        return Invariant.contradictedBy(database, "allocations-are-released", """
                with due as (
                  select l.budget_line_id,
                         sum((l.amount_in_fen - l.before_in_fen)::numeric * t.share_in_basis_points) as hundredths,
                         count(*) as parts
                    from allocation_tranche t
                    join allocation_line l on l.run_id = t.run_id and l.seq <= t.lines_released
                   group by l.budget_line_id),
                released as (
                  select d.budget_line_id, sum(l.amount_in_fen) as fen
                    from journal j
                    join leg l on l.journal_id = j.id
                    join account d on d.id = l.debit_account
                   where j.kind = 'tranche-released' group by d.budget_line_id)
                select 'budget_line ' || budget_line_id as row_name,
                       'was to be released ' || round(coalesce(due.hundredths, 0) / 10000) || ' fen by its tranches and got '
                         || coalesce(released.fen, 0) as why
                  from due full join released using (budget_line_id)
                 where exists (select from allocation_line l where l.budget_line_id = coalesce(due.budget_line_id, released.budget_line_id))
                   and abs(coalesce(due.hundredths, 0) - 10000 * coalesce(released.fen, 0)) >= 10000 * greatest(coalesce(parts, 0), 1)
                 order by budget_line_id
                """);
    }
}
