package org.ziyuan.marketplace.yearend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.LineBalance;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.MovableClock;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.YearEndRun.State;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The end of a fiscal year, from the dry run to the reopening; the clock is the test's. */
@MarketplaceTest
@Import(MovableClock.Bound.class)
class YearEndTests {

    private static final LocalDate NEW_YEAR = LocalDate.of(2031, 1, 5);

    @Autowired
    ApplicationContext context;

    @Autowired
    MovableClock clock;

    @Autowired
    DatabaseClient database;

    @Autowired
    BudgetBook book;

    @Autowired
    MoneyTransactions money;

    @Autowired
    StartYearEnd start;

    @Autowired
    ResumeYearEnd resume;

    @Autowired
    AdvanceYearEnds advance;

    @Autowired
    YearEndRuns runs;

    @Autowired
    PreviewYearEnd preview;

    @Autowired
    AsShown asShown;

    @Autowired
    List<Invariant> invariants;

    private County county;

    @BeforeEach
    void aCounty() {
        clock.set(LocalDate.of(2030, 1, 1));
        county = new County(database);
    }

    @Test
    void twelveMonthsClosedReopenedAndClosedAgainLeaveIdenticalBalances() {
        List<UUID> lines = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            Actor accountant = county.school();
            UUID line = county.line(accountant.organizationId(), 2030, "30218");
            lines.add(line);
            twelveMonths(line, accountant);
        }
        clock.set(NEW_YEAR);
        PreviewYearEnd.Figures expected = now(preview.total(county.id, true, 2030, county.bureau));

        UUID close = close(true, true);
        Map<String, Long> first = balances(lines);
        assertThat(movedBy(close)).isEqualTo(expected);
        assertThat(now(book.balance(lines.get(0))).available()).isEqualTo(Money.ZERO);

        UUID reopening = Ids.next();
        done(start.reopen(reopening, close, "补记一笔", county.bureau));
        finish(reopening);
        assertThat(balances(lines)).isNotEqualTo(first);
        assertThat(now(preview.total(county.id, true, 2030, county.bureau)).contracts())
                .isEqualTo(expected.contracts());

        UUID unused = close(true, true);
        assertThat(balances(lines)).isEqualTo(first);
        assertThat(close).isNotEqualTo(reopening);
        theBooksHold();
    }

    @Test
    void aCloseDoesNothingButWhatItsDryRunShowed() {
        Actor accountant = county.school();
        UUID line = funded(accountant, 2030, "100");
        clock.set(NEW_YEAR);
        UUID whole = PreviewYearEnd.shownAs(2030, true);
        String old = now(asShown.of(PreviewYearEnd.SHOWN, whole, county.bureau));
        money.execute(book.appropriate(Ids.next(), line, Money.ofYuan("50"), accountant))
                .block();

        refuses(closeAsShown(whole, old), refusal -> {
            assertThat(refusal.code()).isEqualTo("shown-changed");
            assertThat(refusal.values().get("differences"))
                    .isEqualTo(List.of(Map.of("fact", "carried", "was", "¥100.00", "now", "¥150.00")));
        });
        refuses(
                closeAsShown(PreviewYearEnd.shownAs(2030, false), old),
                refusal -> assertThat(refusal.code()).isEqualTo("shown-changed"));
        assertThat(now(runs.list(county.bureau, Sought.everything(Cursor.START, 5)))
                        .items())
                .isEmpty();

        done(closeAsShown(whole, now(asShown.of(PreviewYearEnd.SHOWN, whole, county.bureau))));
        assertThat(now(runs.list(county.bureau, Sought.everything(Cursor.START, 5)))
                        .items())
                .hasSize(1);
    }

    private Mono<YearEndRun> closeAsShown(UUID shownAs, String shown) {
        return asShown.command(
                        PreviewYearEnd.SHOWN,
                        shownAs,
                        shown,
                        start.close(Ids.next(), county.id, true, 2030, true, county.bureau))
                .contextWrite(CurrentActor.acting(county.bureau));
    }

    @Test
    void aYearIsClosedOnceAndTakesNoMorePostings() {
        Actor accountant = county.school();
        UUID line = funded(accountant, 2030, "100");
        clock.set(NEW_YEAR);
        UUID unused = close(true, true);

        refuses(
                start.close(Ids.next(), county.id, true, 2030, true, county.bureau),
                refusal -> assertThat(refusal.code()).isEqualTo("fiscal-year-closed"));
        refuses(
                money.execute(book.appropriate(Ids.next(), line, Money.ofYuan("1"), accountant)),
                refusal -> assertThat(refusal.code()).isEqualTo("fiscal-year-closed"));
        theBooksHold();
    }

    @Test
    void aYearThatIsNotOverIsNotClosed() {
        UUID unused = funded(county.school(), 2030, "100");
        clock.set(LocalDate.of(2030, 12, 30));

        refuses(
                start.close(Ids.next(), county.id, true, 2030, true, county.bureau),
                refusal -> assertThat(refusal.code()).isEqualTo("fiscal-year-not-over"));
    }

    @Test
    void openRequisitionsStopACloseThatIsNotToReleaseThem() {
        Actor accountant = county.school();
        UUID line = funded(accountant, 2030, "100");
        done(money.execute(
                book.reserve(Ids.next(), line, Money.ofYuan("30"), accountant).thenReturn(true)));
        clock.set(NEW_YEAR);

        refuses(start.close(Ids.next(), county.id, true, 2030, false, county.bureau), refusal -> {
            assertThat(refusal.code()).isEqualTo("year-end-requisitions-open");
            assertThat(refusal.values())
                    .containsEntry("amount", Money.ofYuan("30"))
                    .containsEntry("count", 1L);
        });
    }

    @Test
    void paymentsUnderWayStopAClose() {
        Actor accountant = county.school();
        UUID line = funded(accountant, 2030, "100");
        UUID order = ordered(line, accountant, "40");
        Actor receiver = county.colleagueOf(accountant, Role.TEACHER);
        Actor payer = county.colleagueOf(accountant, Role.CASHIER);
        run(book.accept(Ids.next(), order, line, Money.ofYuan("40"), receiver));
        run(book.instructPayment(Ids.next(), order, line, Money.ofYuan("40"), payer));
        clock.set(NEW_YEAR);

        refuses(
                start.close(Ids.next(), county.id, true, 2030, true, county.bureau),
                refusal -> assertThat(refusal.code()).isEqualTo("year-end-payments-under-way"));
    }

    @Test
    void moneyIsCarriedTwiceAndThenLapses() {
        Actor accountant = county.school();
        UUID line = funded(accountant, 2030, "100");
        for (int year = 2030; year <= 2032; year++) {
            clock.set(LocalDate.of(year, 12, 31));
            UUID close = Ids.next();
            done(start.close(close, accountant.organizationId(), false, year, true, accountant));
            finish(close);
        }

        assertThat(linesOf(accountant)).containsExactly("2030/0=0", "2031/1=0", "2032/2=0");
        assertThat(line).isNotNull();
        Long lapsed = database.sql("""
                        select sum(l.amount_in_fen)::bigint from leg l join account a on a.id = l.debit_account
                          join journal j on j.id = l.journal_id join budget_line b on b.id = a.budget_line_id
                         where j.kind = 'year-end-balance-lapsed' and b.organization_id = :school
                        """)
                .bind("school", accountant.organizationId())
                .mapValue(Long.class)
                .one()
                .block();
        assertThat(lapsed).isEqualTo(10_000L);
        theBooksHold();
    }

    @Test
    void moneyUnderANodeIsCarriedWithTheNode() {
        UUID node = county.line(county.id, 2030, "30299");
        run(book.appropriate(Ids.next(), node, Money.ofYuan("500"), county.bureau));
        Actor accountant = county.school();
        UUID bound = county.line("per-pupil", accountant.organizationId(), 2030, "30218", "", 0, node);
        run(book.reserve(Ids.next(), bound, Money.ofYuan("200"), accountant));
        UUID order = ordered(bound, accountant, "120");
        clock.set(NEW_YEAR);
        refuses(
                start.close(Ids.next(), county.id, false, 2030, true, county.bureau),
                refusal -> assertThat(refusal.code()).isEqualTo("year-end-open-below"));
        PreviewYearEnd.Figures expected = now(preview.total(county.id, true, 2030, county.bureau));

        UUID close = close(true, true);

        assertThat(movedBy(close)).isEqualTo(expected);
        assertThat(expected.carried()).isEqualTo(Money.ofYuan("380"));
        UUID next = now(database.sql("select charged_line(:order, :line)")
                .bind("order", order)
                .bind("line", bound)
                .mapValue(UUID.class)
                .one());
        LineBalance carried = now(book.balance(next));
        assertThat(carried.encumbered()).isEqualTo(Money.ofYuan("120"));
        assertThat(carried.available()).isEqualTo(Money.ofYuan("380"));
        run(book.closeOrder(order, next, accountant));
        assertThat(now(book.balance(next)).available()).isEqualTo(Money.ofYuan("500"));
        theBooksHold();
    }

    @Test
    void carriedMoneyThatIsUsedCannotComeBack() {
        Actor accountant = county.school();
        UUID unused = funded(accountant, 2030, "100");
        clock.set(NEW_YEAR);
        UUID close = close(true, true);
        UUID next =
                now(database.sql("select id from budget_line where organization_id = :school and fiscal_year = 2031")
                        .bind("school", accountant.organizationId())
                        .mapValue(UUID.class)
                        .one());
        run(book.reserve(Ids.next(), next, Money.ofYuan("60"), accountant));

        refuses(start.reopen(Ids.next(), close, "更正", county.bureau), refusal -> {
            assertThat(refusal.code()).isEqualTo("carried-money-used");
            assertThat(refusal.values())
                    .containsEntry("available", Money.ofYuan("40"))
                    .containsEntry("requested", Money.ofYuan("100"));
        });
    }

    @Test
    void aCloseThatWasInterruptedGoesOnWhereItStopped() {
        for (int n = 0; n < 3; n++) {
            UUID unused = funded(county.school(), 2030, "100");
        }
        clock.set(NEW_YEAR);
        UUID close = Ids.next();
        done(start.close(close, county.id, true, 2030, true, county.bureau));
        refuses(
                start.close(Ids.next(), county.id, true, 2030, true, county.bureau),
                refusal -> assertThat(refusal.code()).isEqualTo("year-end-running"));

        // The process dies after the first chunk has been written and before it commits.
        Mono<Boolean> dies = money.execute(
                advance.advance(close).flatMap(more -> Mono.<Boolean>error(new IllegalStateException("killed"))));
        StepVerifier.create(dies).verifyError(IllegalStateException.class);
        assertThat(now(runs.find(close, county.bureau)).organizationsDone()).isZero();
        done(advance.advance(close));
        assertThat(now(runs.find(close, county.bureau)).organizationsDone()).isEqualTo(1);

        finish(close);
        assertThat(now(runs.find(close, county.bureau)).organizationsDone()).isEqualTo(3);
        theBooksHold();
    }

    @Test
    void aSchoolClosesItsOwnBooksOnlyAndNobodyThoseOfStrangers() {
        Actor accountant = county.school();
        UUID unused = funded(accountant, 2030, "100");
        clock.set(NEW_YEAR);
        Actor stranger = county.school();

        refuses(
                start.close(Ids.next(), accountant.organizationId(), false, 2030, true, stranger),
                refusal -> assertThat(refusal.code()).isEqualTo("organization-not-found"));
        refuses(
                start.close(Ids.next(), county.id, true, 2030, true, accountant),
                refusal -> assertThat(refusal.code()).isEqualTo("organization-not-found"));
    }

    @Test
    void nodesThatWorkAtTheSameTimeCloseEverythingOnce() {
        List<UUID> lines = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            lines.add(funded(county.school(), 2030, "100"));
        }
        clock.set(NEW_YEAR);
        UUID close = Ids.next();
        done(start.close(close, county.id, true, 2030, true, county.bureau));

        done(Flux.range(0, 40).flatMap(n -> advance.advance(close), 8).then());
        finish(close);

        assertThat(movedBy(close).carried()).isEqualTo(Money.ofYuan("400"));
        assertThat(now(runs.find(close, county.bureau)).organizationsDone()).isEqualTo(4);
        assertThat(balances(lines).values().stream().mapToLong(fen -> fen).sum())
                .isEqualTo(80_000L);
        theBooksHold();
    }

    @Test
    void whatStoppedARunIsSaidAndItGoesOnWhenThatIsResolved() {
        Actor accountant = county.school();
        UUID line = funded(accountant, 2030, "100");
        clock.set(LocalDate.of(2030, 12, 31));
        UUID close = Ids.next();
        done(start.close(close, county.id, true, 2030, false, county.bureau));
        UUID late = Ids.next();
        run(book.reserve(late, line, Money.ofYuan("30"), accountant));

        done(advance.advance(close));
        YearEndRun stopped = now(runs.find(close, county.bureau));
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.stoppedByCode()).isEqualTo("year-end-requisitions-open");
        assertThat(stopped.stoppedByValues()).containsEntry("amount", "¥30.00");

        run(book.releaseReservation(late, line, accountant));
        done(resume.resume(close, county.bureau));
        done(resume.resume(close, county.bureau));
        assertThat(auditOf(close)).containsOnlyOnce("year-end.resumed");
        finish(close);
        assertThat(movedBy(close).carried()).isEqualTo(Money.ofYuan("100"));
    }

    @Test
    void speaksHttpFromTheDryRunToTheProgress() {
        Actor accountant = county.school();
        UUID unused = funded(accountant, 2030, "100");
        clock.set(NEW_YEAR);
        WebTestClient client = signedIn(context, county.bureau);
        client.get()
                .uri("/api/v1/year-ends/preview?fiscalYear=2030&subtree=true&organizationId=" + county.id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total.carried")
                .isEqualTo("100.00")
                .jsonPath("$.lines.items[0].figures.carried")
                .isEqualTo("100.00");
        Map<String, Object> body =
                Map.of("organizationId", county.id, "fiscalYear", 2030, "subtree", true, "release", true);
        String key = Ids.next().toString();
        List<String> ids = new ArrayList<>();
        for (int time = 0; time < 2; time++) {
            byte[] answer = client.post()
                    .uri("/api/v1/year-ends")
                    .header("Idempotency-Key", key)
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody()
                    .returnResult()
                    .getResponseBody();
            ids.add(JsonPath.read(new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8), "$.id"));
        }
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        finish(UUID.fromString(ids.get(0)));
        client.get()
                .uri("/api/v1/year-ends/" + ids.get(0) + "/moved")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].kind")
                .isEqualTo("year-end-balance-carried");
        client.post()
                .uri("/api/v1/year-ends")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("fiscal-year-closed");
        signedIn(context, county.colleagueOf(accountant, Role.TEACHER))
                .get()
                .uri("/api/v1/year-ends")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void theApiClosesAndReopensWhatWasRead() {
        Actor accountant = county.school();
        UUID line = funded(accountant, 2030, "100");
        clock.set(NEW_YEAR);
        String preview = "/api/v1/year-ends/preview?fiscalYear=2030&subtree=true&organizationId=" + county.id;
        String read = tag(preview);
        money.execute(book.appropriate(Ids.next(), line, Money.ofYuan("50"), accountant))
                .block();
        Map<String, Object> body =
                Map.of("organizationId", county.id, "fiscalYear", 2030, "subtree", true, "release", true);

        demanding("/api/v1/year-ends", read, body).expectStatus().isEqualTo(412);
        byte[] answer = demanding("/api/v1/year-ends", tag(preview), body)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .returnResult()
                .getResponseBody();
        String run = "/api/v1/year-ends/"
                + JsonPath.read(new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8), "$.id");
        String running = tag(run);
        finish(UUID.fromString(run.substring(run.lastIndexOf('/') + 1)));
        demanding(run + "/reopen", running, Map.of("reason", "补记一笔"))
                .expectStatus()
                .isEqualTo(412);
        demanding(run + "/resume", running, Map.of()).expectStatus().isEqualTo(412);
        demanding(run + "/resume", tag(run), Map.of()).expectStatus().isOk();
        demanding(run + "/reopen", tag(run), Map.of("reason", "补记一笔"))
                .expectStatus()
                .isAccepted();
    }

    private String tag(String path) {
        return TestPeople.tag(signedIn(context, county.bureau), path);
    }

    private WebTestClient.ResponseSpec demanding(String path, String tag, Map<String, Object> body) {
        return signedIn(context, county.bureau)
                .post()
                .uri(path)
                .header("If-Match", tag)
                .bodyValue(body)
                .exchange();
    }

    /** A year of a school: money every month, purchases that are paid, owed, promised and asked for. */
    private void twelveMonths(UUID line, Actor accountant) {
        Actor receiver = county.colleagueOf(accountant, Role.TEACHER);
        Actor payer = county.colleagueOf(accountant, Role.CASHIER);
        for (int month = 1; month <= 12; month++) {
            clock.set(LocalDate.of(2030, month, 15));
            run(book.appropriate(Ids.next(), line, Money.ofYuan("1000"), accountant));
            UUID order = ordered(line, accountant, "300");
            if (month <= 10) {
                run(book.accept(Ids.next(), order, line, Money.ofYuan("250"), receiver));
            }
            if (month <= 8) {
                UUID payment = Ids.next();
                run(book.instructPayment(payment, order, line, Money.ofYuan("250"), payer));
                run(book.settlePayment(payment, payer));
            }
        }
        run(book.reserve(Ids.next(), line, Money.ofYuan("77.77"), accountant));
    }

    private UUID funded(Actor accountant, int year, String yuan) {
        UUID line = county.line(accountant.organizationId(), year, "30218");
        run(book.appropriate(Ids.next(), line, Money.ofYuan(yuan), accountant));
        return line;
    }

    private UUID ordered(UUID line, Actor accountant, String yuan) {
        UUID requisition = Ids.next();
        UUID order = Ids.next();
        run(book.reserve(requisition, line, Money.ofYuan(yuan), accountant));
        run(book.encumber(requisition, order, line, Money.ofYuan(yuan), accountant));
        return order;
    }

    private UUID close(boolean subtree, boolean release) {
        UUID close = Ids.next();
        done(start.close(close, county.id, subtree, 2030, release, county.bureau));
        finish(close);
        return close;
    }

    private void finish(UUID run) {
        for (int n = 0; n < 200 && now(runs.find(run, county.bureau)).state() == State.RUNNING; n++) {
            done(advance.advance(run));
        }
        assertThat(now(runs.find(run, county.bureau)).state()).isEqualTo(State.DONE);
    }

    private List<String> auditOf(UUID run) {
        return now(database.sql("select action from audit_entry where subject_id = :run order by at")
                .bind("run", run)
                .mapValue(String.class)
                .all()
                .collectList());
    }

    /** A page holds so many lines with all that happened to each; together the pages are the whole, also for a word. */
    private void movedIsPagedAndSearched(UUID close) {
        List<YearEndRuns.Moved> all = moved(close, List.of(), 100);
        YearEndRuns.Moved any = all.get(0);

        assertThat(moved(close, List.of(), 1)).containsExactlyElementsOf(all);
        assertThat(moved(close, List.of(any.lineName(), any.organization()), 1))
                .contains(any)
                .allMatch(one -> one.organization().equals(any.organization()));
        assertThat(moved(close, List.of("没有这样的指标"), 10)).isEmpty();
        assertThatThrownBy(() ->
                        now(runs.moved(close, Sought.everything(Cursor.START, 1).from("nonsense", 1), county.bureau)))
                .hasMessageContaining("cursor-malformed");
    }

    private List<YearEndRuns.Moved> moved(UUID close, List<String> words, int lines) {
        var sought = new Sought(words, null, null, "", lines, "", Map.of(), Set.of());
        return now(Page.follow(
                        runs.moved(close, sought, county.bureau),
                        next -> runs.moved(close, sought.from(next, lines), county.bureau))
                .collectList());
    }

    private PreviewYearEnd.Figures movedBy(UUID close) {
        movedIsPagedAndSearched(close);
        Map<String, Money> sums = new HashMap<>();
        for (YearEndRuns.Moved moved : now(runs.moved(close, Sought.everything(Cursor.START, 100), county.bureau))
                .items()) {
            sums.merge(moved.kind(), moved.amount(), Money::plus);
        }
        return new PreviewYearEnd.Figures(
                sums.getOrDefault("year-end-requisition-released", Money.ZERO),
                sums.getOrDefault("year-end-encumbrance-carried", Money.ZERO),
                sums.getOrDefault("year-end-balance-carried", Money.ZERO),
                sums.getOrDefault("year-end-balance-lapsed", Money.ZERO),
                Money.ZERO);
    }

    /** Every balance of the lines and of the lines they were carried into, by account. */
    private Map<String, Long> balances(List<UUID> lines) {
        return now(database.sql("""
                        select a.key, a.credits_posted - a.debits_posted as fen from account a
                          join budget_line b on b.id = a.budget_line_id
                         where b.organization_id in (select organization_id from budget_line where id = any (:lines))
                           and a.credits_posted <> a.debits_posted
                        """)
                .bind("lines", lines.toArray(UUID[]::new))
                .map(row -> Map.entry(Columns.read(row, "key", String.class), Columns.read(row, "fen", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<String> linesOf(Actor accountant) {
        return now(database.sql("""
                        select b.fiscal_year || '/' || b.carried_years || '=' || coalesce(sum(a.credits_posted - a.debits_posted), 0)
                          from budget_line b left join account a on a.budget_line_id = b.id and a.code = 'B200'
                         where b.organization_id = :school group by b.id order by b.fiscal_year
                        """)
                .bind("school", accountant.organizationId())
                .mapValue(String.class)
                .all()
                .collectList());
    }

    private void theBooksHold() {
        for (Invariant invariant : invariants) {
            if (List.of(
                            "lines-add-up",
                            "no-account-is-overdrawn",
                            "postings-are-known",
                            "purpose-is-kept",
                            "closed-years-are-quiet",
                            "carried-contracts-are-whole",
                            "shares-are-the-award")
                    .contains(invariant.code())) {
                assertThat(invariant.check().collectList().block())
                        .as(invariant.code())
                        .isEmpty();
            }
        }
    }

    private void run(Mono<Void> posting) {
        money.execute(posting).block();
    }

    private static void done(Mono<?> work) {
        work.then().block();
    }

    private static <T> T now(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static void refuses(Mono<?> work, Consumer<Refusal> claim) {
        StepVerifier.create(work)
                .expectErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(Refusal.class);
                    claim.accept((Refusal) error);
                })
                .verify();
    }
}
