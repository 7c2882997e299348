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
}
