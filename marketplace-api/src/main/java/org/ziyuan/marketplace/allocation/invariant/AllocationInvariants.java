package org.ziyuan.marketplace.allocation.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of allocations. They are computed again here in SQL, so that one mistake is not its own witness. */
@Configuration(proxyBeanMethods = false)
class AllocationInvariants {

    /** The counted levels of every teaching point that a run is about. */
    private static final String SITES = """
            site as (
              select r.id as run_id, s.region_code as region, e.*,
                     e.visual + e.hearing + e.speech + e.physical + e.intellectual + e.psychiatric + e.multiple as special,
                     sum(e.pupils) over (partition by r.id, e.school_id, e.site_code) as of_site
                from allocation_run r
                join allocation_school s on s.run_id = r.id
                join site_enrolment e on e.snapshot_id = r.snapshot_id and e.school_id = s.school_id
               where r.state <> 'CANCELLED')
            """;

    /** The ordinary pupils of a level; a small teaching point counts at least the floor. */
    private static final String BASE_TERMS = """
            select t.run_id, t.school_id, t.site_code, t.level, 'base' as component, '' as disability,
                   t.pupils - t.special as pupils,
                   case when t.of_site < coalesce(f.pupils, 0) then greatest(t.pupils - t.special, f.pupils)
                     else t.pupils - t.special end as counted,
                   b.amount_in_fen as unit_in_fen, 100 as multiplier_in_hundredths
              from site t
              left join allocation_standard b on b.run_id = t.run_id and b.region_code = t.region
                   and b.level = t.level and b.component = 'base'
              left join allocation_standard f on f.run_id = t.run_id and f.region_code = t.region
                   and f.level = t.level and f.component = 'small-site-floor'
             where t.pupils > t.special
            """;

    /** The boarders of a level. */
    private static final String BOARDING_TERMS = """
            select t.run_id, t.school_id, t.site_code, t.level, 'boarding-supplement', '', t.boarders, t.boarders,
                   b.amount_in_fen, 100
              from site t
              left join allocation_standard b on b.run_id = t.run_id and b.region_code = t.region
                   and b.level = t.level and b.component = 'boarding-supplement'
             where t.boarders > 0
            """;

    /** The pupils with a disability, by kind: an amount of their own, or a multiple of the basic standard. */
    private static final String SPECIAL_TERMS = """
            select t.run_id, t.school_id, t.site_code, t.level, 'special-education', d.disability, d.pupils, d.pupils,
                   coalesce(m.amount_in_fen, b.amount_in_fen, p.amount_in_fen),
                   case when m.amount_in_fen is null then m.multiplier_in_hundredths else 100 end
              from site t
              cross join lateral (values ('visual', t.visual), ('hearing', t.hearing), ('speech', t.speech),
                ('physical', t.physical), ('intellectual', t.intellectual), ('psychiatric', t.psychiatric),
                ('multiple', t.multiple)) d (disability, pupils)
              left join allocation_standard m on m.run_id = t.run_id and m.region_code = t.region
                   and m.component = 'special-education' and m.disability = d.disability
              left join allocation_standard b on b.run_id = t.run_id and b.region_code = t.region
                   and b.level = t.level and b.component = 'base'
              left join allocation_standard p on p.run_id = t.run_id and p.region_code = t.region
                   and p.level = 'primary' and p.component = 'base'
             where d.pupils > 0
            """;

    /** I15: every term follows from the frozen count and the standards kept with the run. */
    @Bean
    Invariant allocationsRecompute(DatabaseClient database) {
        return Invariant.contradictedBy(
                database, "allocations-recompute", """
                with %s, expected as (%s union all %s union all %s),
                written as (
                  select w.* from allocation_term w join allocation_run r on r.id = w.run_id where r.state <> 'CANCELLED')
                select 'allocation_term ' || concat_ws('/', run_id, school_id, site_code, level, component, disability)
                         as row_name,
                       'says ' || coalesce(concat_ws(' x ', w.counted, w.unit_in_fen, w.multiplier_in_hundredths) || ' = '
                         || w.amount_in_fen, 'nothing') || ', the count and the standards give '
                       || coalesce(concat_ws(' x ', e.counted, e.unit_in_fen, e.multiplier_in_hundredths), 'nothing') as why
                  from expected e
                  full join written w using (run_id, school_id, site_code, level, component, disability)
                 where (w.pupils, w.counted, w.unit_in_fen, w.multiplier_in_hundredths, w.amount_in_fen) is distinct from
                       (e.pupils, e.counted::int, e.unit_in_fen, e.multiplier_in_hundredths,
                        ((e.counted * e.unit_in_fen * e.multiplier_in_hundredths + 50) / 100)::bigint)
                 order by run_id, school_id, site_code, level, component, disability
                """.formatted(SITES, BASE_TERMS, BOARDING_TERMS, SPECIAL_TERMS));
    }

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
