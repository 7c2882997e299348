package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.KeptRules.LineRule;
import org.ziyuan.marketplace.allocation.KeptRules.Share;
import org.ziyuan.marketplace.allocation.Rates.Key;
import org.ziyuan.marketplace.allocation.Rates.Standard;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
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
        return rows("select * from allocation_standard where run_id = :run", run, AllocationRules::standard)
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
        return rows(
                        "select * from allocation_share where run_id = :run order by region_code, tier",
                        run,
                        row -> new Placed<>(
                                text(row, "region_code"),
                                new Share(text(row, "tier"), number(row, "share_in_basis_points"))))
                .collect(grouped());
    }

    private Mono<Map<String, List<LineRule>>> lines(AllocationRun run) {
        return rows("""
                        select * from allocation_line_rule where run_id = :run
                         order by region_code, level, functional_class, economic_class
                        """, run, AllocationRules::lineRule).collect(grouped());
    }

    private <T> Flux<T> rows(String sql, AllocationRun run, Function<Readable, T> read) {
        return database.sql(sql).bind("run", run.id()).map(read).all();
    }

    private static <T> java.util.stream.Collector<Placed<T>, ?, Map<String, List<T>>> grouped() {
        return Collectors.groupingBy(Placed::place, Collectors.mapping(Placed::thing, Collectors.toList()));
    }

    private static Placed<Kept> standard(Readable row) {
        Long fen = row.get("amount_in_fen", Long.class);
        return new Placed<>(
                text(row, "region_code"),
                new Kept(
                        new Key(text(row, "level"), text(row, "component"), text(row, "disability")),
                        new Standard(
                                fen == null ? null : Money.ofFen(fen),
                                row.get("pupils", Integer.class),
                                row.get("multiplier_in_hundredths", Integer.class))));
    }

    private static Placed<LineRule> lineRule(Readable row) {
        return new Placed<>(
                text(row, "region_code") + " " + text(row, "level"),
                new LineRule(
                        text(row, "functional_class"),
                        text(row, "economic_class"),
                        text(row, "line_name"),
                        number(row, "share_in_basis_points")));
    }

    private record Placed<T>(String place, T thing) {}

    private record Kept(Key key, Standard standard) {}
}
