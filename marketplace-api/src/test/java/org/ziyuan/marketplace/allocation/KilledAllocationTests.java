package org.ziyuan.marketplace.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.enrolment.DraftSnapshot;
import org.ziyuan.marketplace.enrolment.EnrolmentRow;
import org.ziyuan.marketplace.enrolment.FreezeSnapshot;
import org.ziyuan.marketplace.test.MarketplaceOnly;
import org.ziyuan.marketplace.test.OtherNode;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node that is killed while it posts an allocation leaves a run that says what the ledger says, and that goes on. */
@SpringBootTest(classes = MarketplaceOnly.class, properties = "ziyuan.roles=api")
@DirtiesContext
class KilledAllocationTests {

    private static final TestDatabase OWN = TestDatabase.another();
    private static final int SCHOOLS = 120;
    /** The second finds what the first found; both cost a process. */
    private static final int KILLS = Tries.of(1, 2);

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        OWN.properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    @Autowired
    DatabaseClient database;

    @Autowired
    DraftSnapshot drafts;

    @Autowired
    FreezeSnapshot freezing;

    @Autowired
    ComputeAllocation computing;

    @Autowired
    ApproveAllocation decisions;

    @Autowired
    PostAllocation posting;

    @Autowired
    ReleaseTranche releases;

    @Autowired
    List<Invariant> invariants;

    @Test
    void whatANodeLeavesIsWholeAndIsFinishedByTheNext() throws IOException {
        TestCounty county = new TestCounty(database, SCHOOLS);
        AllocationRun run = computed(county);
        done(decisions.approve(run.id(), county.second()));

        done(decisions.post(run.id(), county.second()));
        for (int kill = 0; kill < KILLS; kill++) {
            long before = posted().done();
            try (OtherNode node = node()) {
                node.killOnce(() -> posted().done() > before + 20);
            }
            assertThat(posted().given()).isEqualTo(posted().noted());
            assertThat(posted().done()).as("killed in the middle").isLessThan(run.lines());
            assertThat(violations()).isEmpty();
        }
        assertThat(posting.toItsEnd(run.id()).block()).isPositive();
        assertThat(posted().done()).isEqualTo(run.lines());
        assertThat(posted().given())
                .isEqualTo(posted().noted())
                .isEqualTo(run.total().fen());

        done(releases.release(run.id(), 1, county.second()));
        try (OtherNode node = node()) {
            node.killOnce(() -> released().done() > 20);
        }
        assertThat(released().given()).isEqualTo(released().noted());
        assertThat(released().done()).as("killed in the middle").isLessThan(run.lines());
        assertThat(violations()).isEmpty();
        assertThat(releases.toItsEnd(run.id(), 1).block()).isPositive();
        assertThat(released().done()).isEqualTo(run.lines());
        assertThat(released().given()).isEqualTo(run.lines());
        assertThat(violations()).isEmpty();
    }

    private AllocationRun computed(TestCounty county) {
        UUID snapshot = Ids.next();
        done(drafts.begin(snapshot, 2026, LocalDate.of(2025, 9, 1), county.official()));
        done(drafts.writeRows(
                snapshot,
                "test",
                Flux.range(1, SCHOOLS)
                        .map(n -> new EnrolmentRow(county.code(n), "00", "primary", 100 + 7 * n, n % 5, Map.of())),
                county.official()));
        done(freezing.freeze(snapshot, county.official()));
        return Objects.requireNonNull(computing
                .compute(Ids.next(), "per-pupil", snapshot, null, county.official())
                .block());
    }

    private static OtherNode node() {
        return OtherNode.start(
                OWN, "ziyuan.allocation.lines-at-once=2", "ziyuan.allocation.poll=50ms", "ziyuan.year-end.poll=1h");
    }

    /** How far the posting says it is, what that comes to, and what the ledger holds, seen at one moment. */
    private Progress posted() {
        return progress("""
                select r.lines_posted as done,
                       (select coalesce(sum(amount_in_fen - before_in_fen), 0)::bigint from allocation_line
                         where run_id = r.id and seq <= r.lines_posted) as noted,
                       (select coalesce(sum(credits_posted), 0)::bigint from account where code = 'B110') as given
                  from allocation_run r
                """);
    }

    /** The same for the lines of which the first tranche was released. */
    private Progress released() {
        return progress("""
                select t.lines_released as done, t.lines_released::bigint as noted,
                       (select count(*) from account where code = 'B200' and credits_posted > 0) as given
                  from allocation_tranche t where t.seq = 1
                """);
    }

    private Progress progress(String query) {
        return Objects.requireNonNull(database.sql(query)
                .map(row -> new Progress(
                        Objects.requireNonNull(row.get("done", Integer.class)),
                        Objects.requireNonNull(row.get("noted", Long.class)),
                        Objects.requireNonNull(row.get("given", Long.class))))
                .one()
                .block());
    }

    private List<String> violations() {
        return invariants.stream()
                .flatMap(invariant -> invariant
                        .check()
                        .map(found -> invariant.code() + ": " + found.row() + " " + found.explanation())
                        .toStream())
                .toList();
    }

    private static void done(Mono<?> work) {
        assertThat(work.blockOptional()).isPresent();
    }

    private record Progress(int done, long noted, long given) {}
}
