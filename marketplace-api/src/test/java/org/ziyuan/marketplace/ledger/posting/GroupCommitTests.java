package org.ziyuan.marketplace.ledger.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RESERVED;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.ledger.BudgetFixture;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Postings that stand alone go together and are answered each for itself. */
class GroupCommitTests {

    private final DatabaseClient database = TestDatabase.shared().client();
    private final Ledger ledger = LedgerParts.over(database, settings(1, 256, 4_096));
    private BudgetFixture school;

    @BeforeEach
    void aSchoolWithAHundredYuan() {
        school = BudgetFixture.schoolWith(
                Money.ofYuan("100"), BudgetFixture.book(ledger, database), BudgetFixture::plainly, database);
    }

    @Test
    void oneRefusalFailsNoNeighbour() {
        List<String> answers = Flux.just("60", "50", "30", "20", "10")
                .flatMap(
                        yuan -> answer(reservation(Ids.next(), Money.ofYuan(yuan)))
                                .map(a -> yuan + " " + a),
                        8)
                .sort()
                .collectList()
                .block();

        assertThat(answers)
                .containsExactly(
                        "10 posted", "20 budget-insufficient", "30 posted", "50 budget-insufficient", "60 posted");
        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("100"));
    }

    @Test
    void manyPostingsAreOneTransaction() {
        Flux.range(0, 200)
                .flatMap(n -> ledger.post(reservation(Ids.next(), Money.ofFen(1))), 200)
                .then()
                .block();

        Long transactions = database.sql("""
                        select count(distinct xmin::text::bigint) from journal
                         where organization_id = :school and kind = 'requisition-reserved'
                        """)
                .bind("school", school.school())
                .mapValue(Long.class)
                .one()
                .block();
        assertThat(school.balance().reserved()).isEqualTo(Money.ofFen(200));
        assertThat(transactions).isLessThan(20);
    }

    @Test
    void whatIsAskedForFirstIsPostedFirst() {
        List<UUID> asked = IntStream.range(0, 100).mapToObj(n -> Ids.next()).toList();

        Flux.fromIterable(asked)
                .flatMapSequential(id -> ledger.post(reservation(id, Money.ofFen(1))), 100)
                .then()
                .block();

        List<UUID> posted = database.sql("""
                        select document_id from journal
                         where organization_id = :school and kind = 'requisition-reserved' order by seq
                        """)
                .bind("school", school.school())
                .mapValue(UUID.class)
                .all()
                .collectList()
                .block();
        assertThat(posted).isEqualTo(asked);
    }

    @Test
    void postingsAboutOneDocumentSeeEachOtherAlthoughAskedForAtOnce() {
        UUID requisition = Ids.next();

        List<String> answers = Flux.just(
                        answer(reservation(requisition, Money.ofYuan("100"))),
                        answer(release(requisition)),
                        answer(reservation(Ids.next(), Money.ofYuan("100"))))
                .flatMapSequential(answer -> answer, 3)
                .collectList()
                .block();

        assertThat(answers).containsExactly("posted", "posted", "posted");
        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("100"));
    }

    @Test
    void theSameIdAskedForManyTimesAtOnceIsPostedOnce() {
        UUID requisition = Ids.next();

        Flux.range(0, 50)
                .flatMap(n -> ledger.post(reservation(requisition, Money.ofYuan("2"))), 50)
                .then()
                .block();

        assertThat(school.balance().reserved()).isEqualTo(Money.ofYuan("2"));
    }

    @Test
    void whoComesWhenTooManyWaitIsToldSoAtOnce() {
        Ledger narrow = LedgerParts.over(database, settings(1, 1, 2));

        List<String> answers = Objects.requireNonNull(Flux.range(0, 60)
                .flatMap(n -> answer(narrow, reservation(Ids.next(), Money.ofFen(1))), 60)
                .collectList()
                .block());

        assertThat(answers).hasSize(60).contains("posted", "ledger-busy");
        long posted = answers.stream().filter("posted"::equals).count();
        assertThat(school.balance().reserved()).isEqualTo(Money.ofFen(posted));
    }

    @Test
    void aBrokenPostingIsAloneWithItsError() {
        Journal broken = Journal.of(LedgerEvent.CORRECTED, Ids.next())
                .about("journal", Ids.next())
                .by(school.accountant())
                .move(Money.ofFen(1))
                .from(AVAILABLE.of(school.line()))
                .to(PartyAccount.CASH.of("alipay"));

        List<String> answers = Flux.just(
                        reservation(Ids.next(), Money.ofFen(1)), broken, reservation(Ids.next(), Money.ofFen(1)))
                .flatMapSequential(journal -> answer(journal).onErrorResume(bug -> Mono.just("bug")), 3)
                .collectList()
                .block();

        assertThat(answers).containsExactly("posted", "bug", "posted");
        assertThat(school.balance().reserved()).isEqualTo(Money.ofFen(2));
    }

    private Journal reservation(UUID requisition, Money amount) {
        return Journal.of(LedgerEvent.REQUISITION_RESERVED, Ids.derived("reserve", requisition))
                .about("requisition", requisition)
                .by(school.accountant())
                .repeatableAfter(LedgerEvent.REQUISITION_RELEASED)
                .move(amount)
                .from(AVAILABLE.of(school.line()))
                .to(RESERVED.of(school.line(), requisition));
    }

    private Journal release(UUID requisition) {
        return Journal.of(LedgerEvent.REQUISITION_RELEASED, Ids.derived("release", requisition))
                .about("requisition", requisition)
                .by(school.accountant())
                .repeatableAfter(LedgerEvent.REQUISITION_RESERVED)
                .moveWhatIsLeft()
                .from(RESERVED.of(school.line(), requisition))
                .to(AVAILABLE.of(school.line()));
    }

    private Mono<String> answer(Journal journal) {
        return answer(ledger, journal);
    }

    private static Mono<String> answer(Ledger ledger, Journal journal) {
        return ledger.post(journal)
                .thenReturn("posted")
                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code()));
    }

    private static LedgerSettings settings(int lanes, int batch, int queue) {
        return new LedgerSettings(lanes, batch, queue, Duration.ZERO, Duration.ofSeconds(15));
    }
}
