package org.ziyuan.marketplace.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.BudgetWish;
import org.ziyuan.marketplace.adjustment.DecideBudgetChange;
import org.ziyuan.marketplace.adjustment.RequestBudgetChange;
import org.ziyuan.marketplace.allocation.AllocationDifference.SchoolDifference;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.enrolment.Disability;
import org.ziyuan.marketplace.enrolment.DraftSnapshot;
import org.ziyuan.marketplace.enrolment.EnrolmentRow;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshot;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshots;
import org.ziyuan.marketplace.enrolment.FreezeSnapshot;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@MarketplaceTest
@org.springframework.test.context.TestPropertySource(
        properties = {"ziyuan.allocation.lines-at-once=3", "ziyuan.allocation.schools-at-once=2", "ziyuan.roles=api"})
class AllocationTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    DraftSnapshot drafts;

    @Autowired
    FreezeSnapshot freezing;

    @Autowired
    EnrolmentSnapshots snapshots;

    @Autowired
    ComputeAllocation computing;

    @Autowired
    ApproveAllocation decisions;

    @Autowired
    PostAllocation posting;

    @Autowired
    ReleaseTranche releases;

    @Autowired
    AllocationRuns runs;

    @Autowired
    AllocationDifference differences;

    @Autowired
    Explanations explanations;

    @Autowired
    AllocationWorker worker;

    @Autowired
    RequestBudgetChange changes;

    @Autowired
    DecideBudgetChange deciding;

    @Autowired
    BudgetBook book;

    @Autowired
    List<Invariant> invariants;

    private TestCounty county;
    private Actor official;
    private Actor second;

    @BeforeEach
    void aCountyWithThreeSchools() {
        county = new TestCounty(database, 3);
        official = county.official();
        second = county.second();
    }

    @Test
    void explainsWhyASchoolGetsItsAmountToTheFen() {
        AllocationRun run = computed(snapshot(
                row(1, "00", "primary", 300, 20, Map.of(Disability.VISUAL, 1)),
                row(1, "01", "primary", 40, 0, Map.of()),
                row(2, "00", "junior", 500, 100, Map.of())));

        Explanation why = now(explanations.of(run.id(), county.school(1), official));

        assertThat(why.terms())
                .extracting(
                        Explanation.Term::site,
                        Explanation.Term::component,
                        Explanation.Term::counted,
                        term -> term.amount().fen())
                .containsExactly(
                        tuple("00", "base", 299, 299L * 115_000),
                        tuple("00", "boarding-supplement", 20, 20L * 30_000),
                        tuple("00", "special-education", 1, 1_150_000L),
                        tuple("01", "base", 100, 100L * 115_000));
        assertThat(why.terms().get(0).source()).contains("广东省城乡义务教育补助经费管理办法");
        assertThat(why.terms().get(0).verified()).isTrue();
        assertThat(why.terms().get(2).verified()).isFalse();
        assertThat(why.terms().get(3).floorSource()).contains("100");
        long amount = 399L * 115_000 + 600_000 + 1_150_000;
        assertThat(why.amount().fen()).isEqualTo(amount);
        assertThat(why.shares().stream()
                        .mapToLong(share -> share.amount().fen())
                        .sum())
                .isEqualTo(amount);
        assertThat(why.lines().stream().mapToLong(line -> line.amount().fen()).sum())
                .isEqualTo(amount);
        assertThat(why.tranches().stream()
                        .mapToLong(part -> part.amount().fen())
                        .sum())
                .isEqualTo(amount);
        assertThat(why.lines())
                .extracting(Explanation.Line::economicClass)
                .containsExactly("30201", "30216", "30218", "30227");
        assertThat(run.total().fen()).isEqualTo(amount + 500L * 195_000 + 100 * 30_000);
        assertThat(violations()).isEmpty();
    }

    @Test
    void aSchoolSeesWhyOnceItIsApprovedAndNeverAnotherSchools() {
        AllocationRun run = computed(
                snapshot(row(1, "00", "primary", 300, 0, Map.of()), row(2, "00", "primary", 100, 0, Map.of())));
        Actor accountant = county.at(1, Role.ACCOUNTANT);

        assertRefused("allocation-not-found", explanations.of(run.id(), county.school(1), accountant));
        done(decisions.approve(run.id(), second));

        assertThat(now(explanations.of(run.id(), county.school(1), accountant))
                        .amount()
                        .fen())
                .isEqualTo(300 * 115_000);
        assertThat(explanations
                        .ofSchool(county.school(1), 2026, accountant)
                        .collectList()
                        .block())
                .hasSize(1);
        assertRefused("allocation-not-found", explanations.of(run.id(), county.school(2), accountant));
        assertRefused("allocation-not-found", runs.find(run.id(), new TestCounty(database, 0).official()));
    }

    /** The page offered what the bureau sees: of a province with many counties its own count was pushed out by theirs. */
    @Test
    void onlyCountsThatCanBeComputedFromAreOffered() {
        UUID own = snapshot(row(1, "00", "primary", 300, 0, Map.of()));
        UUID draft = Ids.next();
        done(drafts.begin(draft, 2026, LocalDate.of(2025, 9, 1), official));
        String above = official.organizationPath();
        Actor below = new Actor(official.person(), "下级", county.school(1), above + ".x", Set.of(Role.COUNTY_BUREAU));

        assertThat(now(snapshots.list(official, null, Sought.everything(Cursor.START, 10)))
                        .items())
                .extracting(EnrolmentSnapshot::id)
                .containsExactlyInAnyOrder(own, draft);
        assertThat(now(snapshots.toComputeFrom(official).collectList()))
                .extracting(EnrolmentSnapshot::id)
                .containsExactly(own);
        assertThat(now(snapshots.toComputeFrom(below).collectList()))
                .extracting(EnrolmentSnapshot::id)
                .containsExactly(own);
        Actor higher = new Actor(
                official.person(), "上级", Ids.next(), above.substring(0, above.length() - 1), Set.of(Role.CITY_BUREAU));
        assertThat(now(snapshots.toComputeFrom(higher).collectList())).isEmpty();
    }

    /** A file of a comparison holds what its page was narrowed to. */
    @Test
    void theFileOfAComparisonFollowsItsKindAndItsWords() {
        AllocationRun run = computed(
                snapshot(row(1, "00", "primary", 300, 0, Map.of()), row(2, "00", "primary", 200, 0, Map.of())));
        SchoolDifference any = now(differences
                        .all(run.id(), null, Sought.everything(Cursor.START, 1), official)
                        .collectList())
                .get(0);
        var words = new Sought(List.of(any.code()), null, null, "", 1, "", Map.of(), Set.of());

        assertThat(now(differences.all(run.id(), "added", words, official).collectList()))
                .containsExactly(any);
        assertThat(now(differences.all(run.id(), "gone", words, official).collectList()))
                .isEmpty();
    }

    @Test
    void whoComputedItDoesNotApproveItAndNothingIsPostedBefore() {
        AllocationRun run = computed(snapshot(row(1, "00", "primary", 300, 0, Map.of())));

        assertRefused("allocation-approver-computed-it", decisions.approve(run.id(), official));
        assertRefused("allocation-state-forbids", decisions.post(run.id(), official));
        assertRefused("role-required", decisions.approve(run.id(), county.at(1, Role.ACCOUNTANT)));
        assertThat(posting.toItsEnd(run.id()).block()).isZero();
        assertThat(count("select count(*) from budget_line where organization_id = :id", county.school(1)))
                .isZero();
    }

    @Test
    void postsEveryLineOnceAndReleasesItInTranchesThatAddUp() {
        AllocationRun run = approved(snapshot(
                row(1, "00", "primary", 333, 0, Map.of()),
                row(2, "00", "junior", 77, 3, Map.of()),
                row(3, "00", "primary", 1, 0, Map.of())));
        done(decisions.post(run.id(), second));

        worker.round().block();

        AllocationRun posted = now(runs.find(run.id(), official));
        assertThat(posted.state()).isEqualTo(AllocationRun.State.POSTED);
        assertThat(posted.percentPosted()).isEqualTo(100);
        assertThat(given(1)).isEqualTo(333 * 115_000);
        assertThat(available(1)).isZero();

        done(releases.release(run.id(), 1, second));
        worker.round().block();
        assertThat(available(1)).isEqualTo(333 * 115_000 * 6 / 10);
        assertRefused("tranche-released-already", releases.release(run.id(), 1, official));
        done(releases.release(run.id(), 2, second));
        worker.round().block();

        assertThat(available(1)).isEqualTo(333 * 115_000);
        assertThat(available(2)).isEqualTo(100 * 195_000 + 3 * 30_000);
        assertThat(available(3)).isEqualTo(100 * 115_000);
        assertThat(violations()).isEmpty();
    }

    @Test
    void aPostingThatWasKilledBetweenTwoPortionsIsContinued() {
        AllocationRun run =
                approved(snapshot(row(1, "00", "primary", 333, 0, Map.of()), row(2, "00", "junior", 77, 3, Map.of())));
        done(decisions.post(run.id(), second));

        assertThat(posting.portion(run.id()).block()).isEqualTo(3);
        AllocationRun half = now(runs.find(run.id(), official));
        assertThat(half.linesPosted()).isEqualTo(3);
        assertThat(half.percentPosted()).isEqualTo(37);
        assertThat(violations()).isEmpty();
        assertRefused("allocation-state-forbids", decisions.cancel(run.id(), second));
        assertRefused("allocation-not-posted", releases.release(run.id(), 1, second));

        worker.round().block();

        assertThat(given(1)).isEqualTo(333 * 115_000);
        assertThat(given(2)).isEqualTo(100 * 195_000 + 3 * 30_000);
    }

    @Test
    void whatWasPostedButNotNotedIsNotPostedTwice() throws SQLException {
        AllocationRun run = approved(snapshot(row(1, "00", "primary", 333, 0, Map.of())));
        done(decisions.post(run.id(), second));
        assertThat(posting.portion(run.id()).block()).isEqualTo(3);
        try (Connection superuser = TestDatabase.shared().superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("update market.allocation_run set lines_posted = 0 where id = '" + run.id() + "'");
        }

        assertThat(posting.toItsEnd(run.id()).block()).isEqualTo(4);

        assertThat(given(1)).isEqualTo(333 * 115_000);
    }

    @Test
    void manyWorkersPostEveryLineOnce() {
        AllocationRun run =
                approved(snapshot(row(1, "00", "primary", 333, 0, Map.of()), row(2, "00", "junior", 77, 3, Map.of())));
        done(decisions.post(run.id(), second));

        Long lines = Flux.range(0, 6)
                .flatMap(one -> posting.toItsEnd(run.id()).subscribeOn(Schedulers.parallel()), 6)
                .reduce(0L, Long::sum)
                .block();

        assertThat(lines).isEqualTo(8);
        assertThat(given(1)).isEqualTo(333 * 115_000);
        assertThat(now(runs.find(run.id(), official)).state()).isEqualTo(AllocationRun.State.POSTED);
    }

    @Test
    void aSecondRunOfTheYearGivesOnlyTheDifference() {
        posted(approved(
                snapshot(row(1, "00", "primary", 300, 0, Map.of()), row(2, "00", "primary", 200, 0, Map.of()))));
        AllocationRun run = computed(snapshot(
                row(1, "00", "primary", 310, 0, Map.of()),
                row(2, "00", "primary", 200, 0, Map.of()),
                row(3, "00", "primary", 150, 0, Map.of())));

        assertThat(now(differences.summary(run.id(), official)))
                .extracting("added", "changed", "same", "gone")
                .containsExactly(1, 1, 1, 0);
        assertThat(now(differences.schools(run.id(), "changed", Sought.everything(Cursor.START, 10), official))
                        .items())
                .singleElement()
                .satisfies(school -> {
                    assertThat(school.before().fen()).isEqualTo(300 * 115_000);
                    assertThat(school.now().fen()).isEqualTo(310 * 115_000);
                });
        done(decisions.approve(run.id(), second));
        posted(run);

        assertThat(given(1)).isEqualTo(310 * 115_000);
        assertThat(given(2)).isEqualTo(200 * 115_000);
        assertThat(given(3)).isEqualTo(150 * 115_000);
        assertThat(violations()).isEmpty();
    }

    @Test
    void aRunThatWouldTakeMoneyAwayIsNotApproved() {
        posted(approved(
                snapshot(row(1, "00", "primary", 300, 0, Map.of()), row(2, "00", "primary", 200, 0, Map.of()))));
        AllocationRun less = computed(
                snapshot(row(1, "00", "primary", 299, 0, Map.of()), row(2, "00", "primary", 200, 0, Map.of())));
        AllocationRun gone = computed(snapshot(row(2, "00", "primary", 200, 0, Map.of())));

        Refusal refusal = refuses("allocation-below-given", decisions.approve(less.id(), second));
        assertThat(refusal.values()).containsKeys("line", "given", "amount");
        assertRefused("allocation-below-given", decisions.approve(gone.id(), second));
    }

    @Test
    void afterACutARunWithFewerPupilsIsApprovedAndNeitherTakesNorGivesAnything() {
        AllocationRun first = approved(snapshot(row(1, "00", "primary", 300, 0, Map.of())));
        posted(first);
        done(releases.release(first.id(), 1, second));
        assertThat(releases.toItsEnd(first.id(), 1).block()).isPositive();
        UUID fewer = snapshot(row(1, "00", "primary", 290, 0, Map.of()));
        AllocationRun less = computed(fewer);
        assertRefused("allocation-below-given", decisions.approve(less.id(), second));

        cutTheDifference(first.id(), less.id());
        assertRefused("allocation-given-changed", decisions.approve(less.id(), second));
        AllocationRun again = computed(fewer);
        AllocationDifference.Summary difference = now(differences.summary(again.id(), official));
        assertThat(difference.before()).isEqualTo(Money.ofFen(290 * 115_000));
        assertThat(difference.same()).isEqualTo(1);
        AllocationRun approved = now(decisions.approve(again.id(), second));
        posted(approved);
        assertThat(given(1)).isEqualTo(290 * 115_000);

        posted(approved(snapshot(row(1, "00", "primary", 305, 0, Map.of()))));
        assertThat(given(1)).isEqualTo(305 * 115_000);
    }

    @Test
    void moneyCarriedFromTheYearBeforeHasItsOwnLineAndGetsNothing() {
        AllocationRun first = approved(snapshot(row(1, "00", "primary", 300, 0, Map.of())));
        posted(first);
        database.sql("""
                        insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class,
                                                 project, name, carried_years)
                        select gen_random_uuid(), b.fund_code, b.fiscal_year, b.organization_id, b.functional_class,
                               b.economic_class, b.project, b.name, 1
                          from budget_line b join allocation_line l on l.budget_line_id = b.id where l.run_id = :run
                        """).bind("run", first.id()).then().block();
        AllocationRun more = computed(snapshot(row(1, "00", "primary", 310, 0, Map.of())));

        AllocationRun done = now(decisions.approve(more.id(), second));
        posted(done);
        assertThat(given(1)).isEqualTo(310 * 115_000);
    }

    @Test
    void ofTwoRunsComputedOnTheSamePastOneIsApproved() {
        UUID snapshot = snapshot(row(1, "00", "primary", 300, 0, Map.of()));
        List<AllocationRun> both = List.of(computed(snapshot), computed(snapshot));

        List<String> answers = Flux.fromIterable(both)
                .flatMap(
                        run -> decisions
                                .approve(run.id(), second)
                                .map(approved -> approved.state().name())
                                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code()))
                                .subscribeOn(Schedulers.parallel()),
                        2)
                .collectList()
                .block();

        assertThat(answers).containsExactlyInAnyOrder("APPROVED", "allocation-outdated");
    }

    @Test
    void theSameIdIsTheSameRun() {
        UUID snapshot = snapshot(row(1, "00", "primary", 300, 0, Map.of()));
        UUID id = Ids.next();

        for (int time = 0; time < 2; time++) {
            assertThat(now(computing.compute(id, "per-pupil", snapshot, null, official))
                            .lines())
                    .isEqualTo(4);
        }

        assertThat(now(runs.list(official, 2026, Sought.everything(Cursor.START, 10)))
                        .items())
                .hasSize(1);
    }

    @Test
    void refusesWhatCannotBeComputed() {
        UUID draft = now(drafts.begin(Ids.next(), 2026, LocalDate.of(2025, 9, 1), official))
                .id();
        assertRefused(
                "enrolment-snapshot-not-frozen", computing.compute(Ids.next(), "per-pupil", draft, null, official));
        assertRefused(
                "enrolment-snapshot-not-found", computing.compute(Ids.next(), "per-pupil", Ids.next(), null, official));
        UUID snapshot = snapshot(row(1, "00", "primary", 300, 0, Map.of()));
        assertRefused("fund-not-found", computing.compute(Ids.next(), "lottery", snapshot, null, official));
        assertRefused(
                "allocation-shares-not-whole", computing.compute(Ids.next(), "special", snapshot, null, official));
        assertRefused(
                "funding-standard-missing",
                computing.compute(
                        Ids.next(),
                        "per-pupil",
                        snapshot(row(1, "00", "kindergarten", 30, 1, Map.of())),
                        LocalDate.of(2016, 6, 1),
                        official));
    }

    @Test
    void anApprovedRunIsNotChangedByAnyHand() {
        AllocationRun run = approved(snapshot(row(1, "00", "primary", 300, 0, Map.of())));

        for (String sql : List.of(
                "update allocation_line set amount_in_fen = amount_in_fen + 1 where run_id = :id",
                "delete from allocation_term where run_id = :id",
                "update allocation_standard set amount_in_fen = 1 where run_id = :id",
                "update allocation_run set total_in_fen = 1 where id = :id",
                "update allocation_run set state = 'COMPUTED', approved_at = null where id = :id",
                "delete from allocation_run where id = :id")) {
            assertThatThrownBy(
                            () -> database.sql(sql).bind("id", run.id()).then().block())
                    .as(sql)
                    .isInstanceOf(org.springframework.dao.DataAccessException.class);
        }
    }

    @Test
    void anAlteredTermIsFound() throws SQLException {
        AllocationRun run = computed(snapshot(row(1, "00", "primary", 300, 0, Map.of())));
        try (Connection superuser = TestDatabase.shared().superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("update market.allocation_term set counted = 301 where run_id = '" + run.id() + "'");
            try {
                assertThat(violations())
                        .anyMatch(found -> found.startsWith("allocations-recompute")
                                && found.contains(run.id().toString()));
            } finally {
                statement.execute("update market.allocation_term set counted = 300 where run_id = '" + run.id() + "'");
            }
        }
    }

    @Test
    void aTrancheThatClaimsMoreThanItReleasedIsFound() throws SQLException {
        AllocationRun run = approved(snapshot(row(1, "00", "primary", 300, 0, Map.of())));
        posted(run);
        assertThat(violations()).isEmpty();
        try (Connection superuser = TestDatabase.shared().superuser();
                Statement statement = superuser.createStatement()) {
            String tranche = " where seq = 1 and run_id = '" + run.id() + "'";
            statement.execute("update market.allocation_tranche set lines_released = 2" + tranche);
            try {
                assertThat(violations())
                        .filteredOn(found -> found.startsWith("allocations-are-released"))
                        .hasSize(2);
            } finally {
                statement.execute("update market.allocation_tranche set lines_released = 0" + tranche);
            }
        }
    }

    private EnrolmentRow row(
            int school, String site, String level, int pupils, int boarders, Map<Disability, Integer> disabilities) {
        return new EnrolmentRow(county.code(school), site, level, pupils, boarders, disabilities);
    }

    private UUID snapshot(EnrolmentRow... rows) {
        UUID id = Ids.next();
        done(drafts.begin(id, 2026, LocalDate.of(2025, 9, 1), official));
        done(drafts.writeRows(id, "test", Flux.fromArray(rows), official));
        return now(freezing.freeze(id, official)).id();
    }

    private AllocationRun computed(UUID snapshot) {
        return now(computing.compute(Ids.next(), "per-pupil", snapshot, null, official));
    }

    private AllocationRun approved(UUID snapshot) {
        return now(decisions.approve(computed(snapshot).id(), second));
    }

    private void posted(AllocationRun run) {
        done(decisions.post(run.id(), second));
        assertThat(posting.toItsEnd(run.id()).block()).isPositive();
    }

    private void cutTheDifference(UUID more, UUID less) {
        done(database.sql("""
                        select m.budget_line_id, m.amount_in_fen - l.amount_in_fen as fen
                          from allocation_line m join allocation_line l using (budget_line_id)
                         where m.run_id = :more and l.run_id = :less
                        """)
                .bind("more", more)
                .bind("less", less)
                .map(row -> new BudgetWish(
                        BudgetChange.Kind.CUT,
                        row.get("budget_line_id", UUID.class),
                        null,
                        Money.ofFen(Objects.requireNonNull(row.get("fen", Long.class))),
                        "学生减少"))
                .all()
                .concatMap(wish -> changes.request(Ids.next(), wish, official))
                .concatMap(change -> deciding.approve(change.id(), "", second))
                .last());
    }

    private long given(int school) {
        return balances(school).stream()
                .mapToLong(balance -> balance.appropriated().fen())
                .sum();
    }

    private long available(int school) {
        return balances(school).stream()
                .mapToLong(balance -> balance.available().fen())
                .sum();
    }

    private List<LineBalance> balances(int school) {
        List<UUID> lines = database.sql("select id from budget_line where organization_id = :school")
                .bind("school", county.school(school))
                .mapValue(UUID.class)
                .all()
                .collectList()
                .block();
        return Objects.requireNonNull(
                book.balances(Objects.requireNonNull(lines)).collectList().block());
    }

    private long count(String sql, UUID id) {
        return Objects.requireNonNull(
                database.sql(sql).bind("id", id).mapValue(Long.class).one().block());
    }

    private List<String> violations() {
        return invariants.stream()
                .filter(invariant -> invariant.code().startsWith("allocations"))
                .flatMap(invariant -> invariant
                        .check()
                        .map(found -> invariant.code() + " " + found)
                        .toStream())
                .toList();
    }

    private static void assertRefused(String code, Mono<?> work) {
        assertThat(refuses(code, work).code()).isEqualTo(code);
    }

    private static Refusal refuses(String code, Mono<?> work) {
        try {
            Object answer = work.block();
            throw new AssertionError("not refused: " + answer);
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo(code);
            return refusal;
        }
    }

    private static void done(Mono<?> work) {
        assertThat(work.blockOptional()).isPresent();
    }

    private static <T> T now(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }
}
