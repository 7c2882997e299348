package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.KeptRules.LineRule;
import org.ziyuan.marketplace.allocation.KeptRules.Share;
import org.ziyuan.marketplace.allocation.Rates.Key;
import org.ziyuan.marketplace.allocation.Rates.Standard;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Copies every rule that a run follows into the run, so that it can be explained whatever is decided later. */
@Component
class AllocationRules {

    private final DatabaseClient database;

    AllocationRules(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Refusal {@code allocation-shares-not-whole} */
    Mono<KeptRules> keep(AllocationRun run) {
        return Flux.fromIterable(KeepRules.ALL)
                .concatMap(sql -> database.sql(sql).bind("run", run.id()).then())
                .then(refuseWhatIsNotWhole(run))
                .then(Mono.defer(() -> read(run)));
    }

    private Mono<KeptRules> read(AllocationRun run) {
        return rates(run)
                .flatMap(rates ->
                        shares(run).flatMap(shares -> lines(run).map(lines -> new KeptRules(rates, shares, lines))));
    }

    private Mono<Void> refuseWhatIsNotWhole(AllocationRun run) {
        return database.sql(KeepRules.NOT_WHOLE)
                .bind("run", run.id())
                .map(row -> Refusal.conflict("allocation-shares-not-whole")
                        .with("what", text(row, "what"))
                        .with("where", text(row, "place"))
                        .with("hundredths", row.get("hundredths", Long.class)))
                .one()
                .flatMap(Mono::error);
    }

    private Mono<Map<String, Rates>> rates(AllocationRun run) {
        return rows("""
                        select region_code as place, level, component, disability, amount_in_fen, pupils,
                               multiplier_in_hundredths from allocation_standard where run_id = :run
                        """, run, Kept.class)
                .collect(Collectors.groupingBy(
                        Placed::place,
                        HashMap::new,
                        Collectors.toMap(
                                placed -> placed.thing().key(),
                                placed -> placed.thing().standard())))
                .map(byRegion -> {
                    Map<String, Rates> rates = new HashMap<>();
                    byRegion.forEach(
                            (region, standards) -> rates.put(region, new Rates(region, run.standardsOn(), standards)));
                    return rates;
                });
    }

    private Mono<Map<String, List<Share>>> shares(AllocationRun run) {
        return rows("""
                        select region_code as place, tier, share_in_basis_points as basis_points
                          from allocation_share where run_id = :run order by region_code, tier
                        """, run, Share.class).collect(grouped());
    }

    private Mono<Map<String, List<LineRule>>> lines(AllocationRun run) {
        return rows("""
                        select region_code || ' ' || level as place, functional_class, economic_class, line_name as name,
                               share_in_basis_points as basis_points
                          from allocation_line_rule where run_id = :run
                         order by region_code, level, functional_class, economic_class
                        """, run, LineRule.class).collect(grouped());
    }

    private <T extends Record> Flux<Placed<T>> rows(String sql, AllocationRun run, Class<T> type) {
        return database.sql(sql)
                .bind("run", run.id())
                .map(row -> new Placed<>(text(row, "place"), Rows.as(type).apply(row)))
                .all();
    }

    private static <T> java.util.stream.Collector<Placed<T>, ?, Map<String, List<T>>> grouped() {
        return Collectors.groupingBy(Placed::place, Collectors.mapping(Placed::thing, Collectors.toList()));
    }

    private record Placed<T>(String place, T thing) {}

    private record Kept(Key key, Standard standard) {}
}
