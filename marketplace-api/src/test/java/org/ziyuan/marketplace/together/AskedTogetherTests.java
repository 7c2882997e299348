package org.ziyuan.marketplace.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A statement knows when it began: questions with one answer to that travelled as one. */
@MarketplaceTest
class AskedTogetherTests {

    private static final String BEGAN = "select statement_timestamp() as began, pg_backend_pid() as session";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    DatabaseClient database;

    @Autowired
    ConnectionPools pools;

    @Autowired
    MoneyTransactions transactions;

    @Test
    void whatIsAskedSideBySideTravelsTogether() {
        List<Moment> moments = page(all(began(), began(), began()));

        assertThat(moments).hasSize(3);
        assertThat(moments.stream().distinct()).hasSize(1);
    }

    @Test
    void whatNeedsAnAnswerTravelsWithTheNextTogether() {
        Mono<List<Moment>> first = began().flatMap(moment -> all(Mono.just(moment), began()));
        Mono<List<Moment>> second = began().flatMap(moment -> all(Mono.just(moment), began()));

        List<List<Moment>> both = page(Mono.zip(first, second, List::of));

        assertThat(both.get(0)).isEqualTo(both.get(1));
        assertThat(both.get(0).stream().distinct()).hasSize(2);
    }

    /** The one that was asked first went alone, on a connection as it is; those after it are two. */
    @Test
    void whatComesAfterAQuestionThatWasAskedAloneTravelsTogether() {
        List<Moment> moments = page(began().flatMap(moment -> all(began(), began())));

        assertThat(moments.stream().distinct()).hasSize(1);
    }

    @Test
    void whoActsOrAsksOutsideOfAPageAsksEachTime() {
        Mono<List<Moment>> three = all(began(), began(), began());

        List<Moment> acted = AskedTogether.of(three).blockOptional(SOON).orElseThrow();
        List<Moment> inATransaction = page(transactions.execute(three));

        assertThat(acted.stream().distinct()).hasSize(3);
        assertThat(inATransaction.stream().distinct()).hasSize(3);
    }

    @Test
    void aRowIsReadAlikeAloneAndTogether() {
        Mono<List<@Nullable Object>> row = database.sql("""
                        select 'a "b" \\ 中文 𠮷' as text, 9007199254740993::bigint as large, -7 as small, true as flag,
                               123456789012345678.123450::numeric as exact, date '2026-02-28' as day,
                               timestamptz '2026-02-28 23:59:59.123456+08' as moment,
                               '00000000-0000-0000-0000-00000000002a'::uuid as id, array ['x', 'ÿ,"'] as words,
                               array['00000000-0000-0000-0000-00000000002a'::uuid] as ids, '{}'::text[] as none,
                               cast(:nothing as text) as nothing, jsonb_build_object('k', 1.50, 'n', null) as json
                        """)
                .bind("nothing", Parameter.empty(String.class))
                .map(AskedTogetherTests::read)
                .one();

        List<List<@Nullable Object>> together = page(Mono.zip(row, row, List::of));

        assertThat(together.get(0))
                .isEqualTo(row.blockOptional(SOON).orElseThrow())
                .isEqualTo(together.get(1));
    }

    /** Bytes are no JSON. */
    @Test
    void whatOnlyTheDriverReadsIsAskedByItself() {
        Mono<byte[]> bytes = database.sql("select decode('00ff', 'hex') as b")
                .map(row -> row.get("b", byte[].class))
                .one();

        assertThat(page(Mono.zip(bytes, began())).getT1()).containsExactly(0, -1);
    }

    @Test
    void eachQuestionKeepsItsValuesAndItsOrder() {
        List<Object> answers =
                page(Mono.zip(numbers(5, 3), numbers(9, 1), numbers(2, 0)).map(all -> all.toList()));

        assertThat(answers).containsExactly(List.of(8, 7, 6), List.of(10), List.of());
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        Mono<String> missing = database.sql("select 1 as one")
                .map(row -> row.get("two", String.class))
                .one();

        assertThatThrownBy(() -> page(Mono.zip(missing, began()))).hasMessageContaining("two");
    }

    @Test
    void whatCannotTravelWithOthersIsAskedByItself() {
        Mono<Integer> twice = database.sql("select 1 as one, 2 as one")
                .map(row -> row.get("one", Integer.class))
                .one();

        assertThat(page(Mono.zip(twice, began())).getT1()).isEqualTo(1);
    }

    @Test
    void whatFailsSaysSoItselfAndGivesTheConnectionBack() {
        Mono<Integer> wrong =
                database.sql("select 1 / 0").mapValue(Integer.class).one();

        for (int again = 0; again < 40; again++) {
            assertThatThrownBy(() -> page(Mono.zip(began(), wrong, began()))).hasMessageContaining("select 1 / 0");
        }

        assertThat(page(all(began(), began()))).hasSize(2);
        assertThat(pools.reads().getMetrics().orElseThrow().acquiredSize()).isZero();
    }

    /** A page that goes away does not take a connection with it. */
    @Test
    void whoGoesAwayLeavesNothingBehind() {
        Mono<?> slow = database.sql("select pg_sleep(0.05)").then();

        Flux.range(0, 60)
                .flatMap(unused -> AskedTogether.of(Mono.when(slow, began(), began()))
                        .contextWrite(ConnectionPools::reading)
                        .timeout(Duration.ofMillis(5), Mono.empty()))
                .then()
                .block(SOON);

        assertThat(Flux.interval(Duration.ofMillis(20))
                        .map(tick -> pools.reads().getMetrics().orElseThrow().acquiredSize())
                        .any(acquired -> acquired == 0)
                        .block(SOON))
                .isTrue();
    }

    @Test
    void whatLocksOrChangesRowsGoesByItself() {
        Mono<Moment> locking = database.sql(BEGAN + " from purpose_use where tag = 'none' for update")
                .map(Moment::of)
                .one();
        Mono<Long> changing = database.sql("update purpose_use set amount_in_fen = 1 where tag = 'none'")
                .fetch()
                .rowsUpdated();

        assertThat(page(Mono.zip(locking.hasElement(), changing, began(), began()))
                        .getT2())
                .isZero();
    }

    @Test
    void moreThanOneStatementHoldsTravelsInSeveral() {
        List<Moment> moments =
                page(Flux.range(0, 50).flatMap(unused -> began(), 64).collectList());

        assertThat(moments.stream().distinct()).hasSize(3);
    }

    private <T> T page(Mono<T> work) {
        return AskedTogether.of(work)
                .contextWrite(ConnectionPools::reading)
                .blockOptional(SOON)
                .orElseThrow();
    }

    @SafeVarargs
    private static Mono<List<Moment>> all(Mono<Moment>... moments) {
        return Mono.zip(
                List.of(moments), all -> Stream.of(all).map(Moment.class::cast).toList());
    }

    private Mono<Moment> began() {
        return database.sql(BEGAN).map(Moment::of).one();
    }

    private Mono<List<Integer>> numbers(int above, int most) {
        return database.sql("select :above + n as n from generate_series(1, :most) n where :above > 0 order by n desc")
                .bind("above", above)
                .bind("most", most)
                .map(row -> row.get("n", Integer.class))
                .all()
                .collectList();
    }

    private record Moment(OffsetDateTime began, int session) {

        static Moment of(Readable row) {
            return new Moment(row.get("began", OffsetDateTime.class), row.get("session", Integer.class));
        }
    }

    private static List<@Nullable Object> read(Readable row) {
        return Arrays.asList(
                row.get("text", String.class),
                row.get("large", Long.class),
                row.get("small", Integer.class),
                row.get("flag", Boolean.class),
                row.get("exact", BigDecimal.class),
                row.get("day", LocalDate.class),
                row.get("moment", OffsetDateTime.class),
                row.get("id", UUID.class),
                List.of(row.get("words", String[].class)),
                List.of(row.get("ids", UUID[].class)),
                List.of(row.get("none", String[].class)),
                row.get("nothing", String.class),
                row.get("json", Json.class).asString().replace(" ", ""));
    }
}
