package org.ziyuan.marketplace.allocation;

import java.util.List;

/** The statements that copy the rules in force into a run. */
final class KeepRules {

    private KeepRules() {}

    /** The regions of the schools that the run is about. */
    private static final String REGIONS = """
            with run as (select * from allocation_run where id = :run),
            place as (
              select distinct coalesce(o.region_code, '100000') as region
                from run join site_enrolment e on e.snapshot_id = run.snapshot_id
                join organization o on o.id = e.school_id
               where o.path = run.bureau_path or starts_with(o.path, run.bureau_path || '.'))
            """;

    private static final String STANDARDS = REGIONS + """
            , wanted (level, component, disability) as (
              select level, component, ''
                from unnest(array ['kindergarten', 'primary', 'junior', 'senior', 'special']) level
                cross join unnest(array ['base', 'boarding-supplement', 'small-site-floor']) component
              union all
              select 'special', 'special-education', disability
                from unnest(array ['visual', 'hearing', 'speech', 'physical', 'intellectual', 'psychiatric', 'multiple']) disability)
            insert into allocation_standard (run_id, region_code, level, component, disability, amount_in_fen, pupils,
                   multiplier_in_hundredths, decided_by, valid_from, source, verified)
            select run.id, place.region, w.level, w.component, w.disability, s.amount_in_fen, s.pupils,
                   s.multiplier_in_hundredths, s.region_code, s.valid_from, s.source, s.verified
              from run cross join place cross join wanted w
              cross join lateral standard_in_force(place.region, w.level, w.component,
                case w.disability when '' then 'all' else w.disability end, run.standards_on) s
            """;

    /** All shares of a region come from the nearest region that has any. */
    private static final String SHARES = REGIONS + """
            , found as (
              select place.region, f.*, min(r.distance) over (partition by place.region) as nearest, r.distance
                from run cross join place
                cross join lateral unnest(region_chain(place.region)) with ordinality r (code, distance)
                join funding_share f on f.region_code = r.code and f.fund_code = run.fund_code
                     and f.valid_from <= run.standards_on
                     and (f.valid_until is null or f.valid_until > run.standards_on))
            insert into allocation_share (run_id, region_code, tier, share_in_basis_points, source, verified)
            select :run, region, tier, share_in_basis_points, source, verified from found where distance = nearest
            on conflict do nothing
            """;

    private static final String LINES = REGIONS + """
            , found as (
              select place.region, f.*, min(r.distance) over (partition by place.region, f.level) as nearest, r.distance
                from run cross join place
                cross join lateral unnest(region_chain(place.region)) with ordinality r (code, distance)
                join funding_line_rule f on f.region_code = r.code and f.fund_code = run.fund_code
                     and f.valid_from <= run.standards_on
                     and (f.valid_until is null or f.valid_until > run.standards_on))
            insert into allocation_line_rule (run_id, region_code, level, functional_class, economic_class, line_name,
                   share_in_basis_points, source, verified)
            select :run, region, level, functional_class, economic_class, line_name, share_in_basis_points, source, verified
              from found where distance = nearest
            on conflict do nothing
            """;

    /** The schedule of the bureau's own region, else of the nearest above that has one. */
    private static final String TRANCHES = """
            with found as (
              select r.fiscal_year, f.*, min(c.distance) over () as nearest, c.distance,
                     max(f.fiscal_year_from) over (partition by c.distance) as newest
                from allocation_run r join organization o on o.id = r.bureau_id
                cross join lateral unnest(region_chain(o.region_code)) with ordinality c (code, distance)
                join funding_tranche_rule f on f.region_code = c.code and f.fund_code = r.fund_code
                     and f.fiscal_year_from <= r.fiscal_year
               where r.id = :run)
            insert into allocation_tranche (run_id, seq, due_on, share_in_basis_points, source, verified)
            select :run, seq, make_date(fiscal_year, due_month, due_day), share_in_basis_points, source, verified
              from found where distance = nearest and fiscal_year_from = newest
            on conflict do nothing
            """;

    static final List<String> ALL = List.of(STANDARDS, SHARES, LINES, TRANCHES);

    /** Shares that do not make a hundred per cent, the first of them. */
    static final String NOT_WHOLE = """
            select * from (
              select 'shares' as what, region_code as place, sum(share_in_basis_points) as hundredths
                from allocation_share where run_id = :run group by region_code
              union all
              select 'lines', region_code || ' ' || level, sum(share_in_basis_points)
                from allocation_line_rule where run_id = :run group by region_code, level
              union all
              select 'tranches', '', coalesce(sum(share_in_basis_points), 0)
                from allocation_tranche where run_id = :run) all_of_them
             where hundredths <> 10000 order by what, place limit 1
            """;
}
