package org.ziyuan.marketplace.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of one statement have one {@code cmin}: they were written by the same command of their transaction. */
@MarketplaceTest
class WrittenLastTests {

    @Autowired
    DatabaseClient database;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    Outbox outbox;

    @Autowired
    AuditLog audit;

    private final UUID about = Ids.next();

    @Test
    void newsAndEvidenceAreOneStatementAfterTheWork() {
        Actor by = Actor.system("a test", new TestCounty(database, 1).school(1));
        List<UUID> ids = List.of(Ids.next(), Ids.next());

        Long seen = transactions
                .execute(publish(ids.get(0), "one: 'quoted' :id ::text")
                        .then(audit.record(by, "test.first", "test", about, Map.of("n", 1)))
                        .then(publish(ids.get(1), "two"))
                        .then(audit.record(by, "test.second", "test", about, Map.of("n", 2)))
                        .then(count()))
                .block();

        assertThat(seen).as("nothing is read of it inside").isZero();
        assertThat(database.sql("select cmin::text from outbox_message where aggregate_id = :id")
                        .bind("id", about)
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .hasSize(2)
                .containsOnly(one("select cmin::text from outbox_message where aggregate_id = :id limit 1"));
        assertThat(one("select payload ->> 'word' from outbox_message where aggregate_id = :id order by seq limit 1"))
                .isEqualTo("one: 'quoted' :id ::text");
        assertThat(one("select string_agg(action, ' ' order by seq) from audit_entry where subject_id = :id"))
                .isEqualTo("test.first test.second");
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() {
        assertThatThrownBy(() -> transactions
                        .execute(publish(Ids.next(), "gone").then(Mono.error(Refusal.conflict("test-refused"))))
                        .block())
                .isInstanceOf(Refusal.class);

        assertThat(count().block()).isZero();
    }

    @Test
    void anActWithoutAnAnswerIsWrittenToo() {
        transactions.execute(publish(Ids.next(), "there")).block();

        assertThat(count().block()).isEqualTo(1);
    }

    @Test
    void twiceIsOnceInOneStatementToo() {
        UUID same = Ids.next();

        transactions
                .execute(publish(same, "first").then(publish(same, "again")))
                .block();

        assertThat(count().block()).isEqualTo(1);
    }

    /** What was remembered of an attempt that clashed goes with it. */
    @Test
    void aClashWritesOnce() {
        int[] attempts = {0};

        transactions
                .execute(Mono.defer(() -> publish(Ids.next(), "attempt")
                        .then(attempts[0]++ == 0 ? database.sql("""
                                                do $$ begin
                                                  raise exception 'clash' using errcode = 'serialization_failure';
                                                end $$
                                                """).then() : Mono.empty())))
                .block();

        assertThat(attempts[0]).isEqualTo(2);
        assertThat(count().block()).isEqualTo(1);
    }

    @Test
    void manyAreWrittenInTheirOrder() {
        List<String> words =
                IntStream.range(0, 101).mapToObj("word %03d"::formatted).toList();

        transactions
                .execute(Flux.fromIterable(words)
                        .concatMap(word -> publish(Ids.next(), word))
                        .then())
                .block();

        assertThat(Stream.of(
                        one("select string_agg(payload ->> 'word', ',' order by seq) from outbox_message where aggregate_id = :id")
                                .split(",")))
                .containsExactlyElementsOf(words);
    }

    @Test
    void outsideOfATransactionItIsWrittenAtOnce() {
        publish(Ids.next(), "now").block();

        assertThat(count().block()).isEqualTo(1);
    }

    /** Whatever is wrong with one of its lines, none of them is written. */
    @Test
    void oneStatementWithoutATransactionIsAllOrNothing() {
        Mono<Void> change = WrittenLast.change(
                database, "delete from outbox_message where aggregate_id = :id and id = :id", Map.of("id", about));

        WrittenLast.inOneStatement(publish(Ids.next(), "one").then(change).then(publish(Ids.next(), "two")))
                .block();

        assertThat(one("select count(distinct xmin::text)::text from outbox_message where aggregate_id = :id"))
                .isEqualTo("1");
        assertThatThrownBy(() -> WrittenLast.inOneStatement(publish(Ids.next(), "three")
                                .then(WrittenLast.call(database, "no_such_function(:n)", Map.of("n", 1))))
                        .block())
                .isInstanceOf(Exception.class);
        assertThat(count().block()).isEqualTo(2);
    }

    private Mono<Void> publish(UUID id, String word) {
        return outbox.publish(id, "TestHappened", "test", about, Map.of("word", word));
    }

    private Mono<Long> count() {
        return database.sql("select count(*) from outbox_message where aggregate_id = :id")
                .bind("id", about)
                .mapValue(Long.class)
                .one();
    }

    private String one(String sql) {
        return database.sql(sql)
                .bind("id", about)
                .mapValue(String.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }
}
