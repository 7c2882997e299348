package org.ziyuan.storefront.journey;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.test.TestDatabase;

/** The home page and the inbox of a principal for whom 10,000 decisions wait, against those of one with ten. */
class HomeBench {

    private static final int PAGES = Integer.getInteger("ziyuan.bench.home-pages", 300);
    private static final String FEW = "s0021";
    private static final String MANY = "s0023";

    private final TestDatabase database = TestDatabase.another();

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void tenThousandItemsAreAsQuickAsTen() throws Exception {
        RunningMarket market = RunningMarket.startFast(
                Files.createDirectory(temporary.resolve("data")),
                RunningMarket.freePort(),
                Cluster.environment(database, database.port()));
        try {
            fill(FEW, 10);
            fill(MANY, 10_000);
            Somebody few = Somebody.signedIn(market, FEW + ".principal");
            Somebody many = Somebody.signedIn(market, MANY + ".principal");
            for (String path : List.of("/", "/inbox", "/inbox/count")) {
                double unused = p95(few, path) + p95(many, path);
                double floor = p95(few, path);
                BenchLine.atMost(2, "10000-items" + path.replace('/', '-') + "-p95", "ms", p95(many, path), floor);
            }
        } finally {
            market.stop();
        }
    }

    private static double p95(Somebody person, String path) {
        double[] millis = new double[PAGES];
        for (int look = 0; look < PAGES; look++) {
            long begun = System.nanoTime();
            String unused = person.page(path);
            millis[look] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis[PAGES * 95 / 100];
    }

    /** Requisitions of this school that wait for its principal, put there past the engine. */
    private void fill(String school, int items) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    set search_path = market;
                    insert into requisition (id, number, organization_id, requester_id, purpose, state, vendor_id,
                                             budget_line_id, total_in_fen, fiscal_year, created_at)
                    select gen_random_uuid(), 'BENCH-' || o.code || '-' || n, o.id, p.id, '三年级数学 ' || n,
                           'AWAITING_PRINCIPAL', v.id, l.id, 100 + n, l.fiscal_year, now() - make_interval(mins => n)
                      from organization o
                      join person p on p.login = '%1$s.purchaser'
                      cross join lateral (select id from organization where kind = 'vendor' order by code limit 1) v
                      cross join lateral (select id, fiscal_year from budget_line where organization_id = o.id limit 1) l
                      cross join generate_series(1, %2$s) n
                     where o.code = '%1$s';
                    insert into approval_task (id, requisition_id, organization_id, activity_id, role, due_at, created_at)
                    select gen_random_uuid(), r.id, r.organization_id, 'approve-by-principal', 'PRINCIPAL',
                           r.created_at + interval '3 days', r.created_at
                      from requisition r where r.number like 'BENCH-%1$s-%%';
                    analyze requisition; analyze approval_task
                    """.formatted(school, items));
        }
    }
}
