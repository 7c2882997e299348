package org.ziyuan.marketplace.listing.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.test.MarketplaceOnly;
import org.ziyuan.marketplace.test.OtherNode;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node that is killed in the middle of an import has written nothing, and the next one writes all of it, once. */
@SpringBootTest(classes = MarketplaceOnly.class, properties = "ziyuan.roles=api")
@DirtiesContext
class KilledImportTests {

    private static final TestDatabase OWN = TestDatabase.another();
    private static final int ROWS = 20_000;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        OWN.properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    @Autowired
    DatabaseClient database;

    @Autowired
    BringIn bringIn;

    @Test
    void whatIsBegunIsFinishedByTheNextStart() throws IOException {
        Actor vendor = new TestPeople(database).atNewVendor();
        UUID file = Ids.next();
        run(bringIn.bringIn(
                file, "listings", "list.csv", Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(list())), vendor));
        leftBehindBeforeItsFirstRow(file, vendor);

        try (OtherNode node = OtherNode.start(OWN)) {
            node.killOnce(() -> number("select coalesce(max(written), 0) from intake_progress") > 0);
        }
        assertThat(state()).as("killed in the middle").isEqualTo("CHECKED");
        assertThat(number("select count(*) from listing")).isZero();

        try (OtherNode node = OtherNode.start(OWN)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> state().equals("APPLIED"));
        }
        assertThat(number("select count(*) from listing")).isEqualTo(ROWS);
        assertThat(number("select count(*) from listing_draft where title like '数学%'"))
                .isEqualTo(ROWS);
        assertThat(number("select count(*) from proposed_price")).isEqualTo(ROWS);
        assertThat(number("select count(*) from audit_entry where action = 'intake.applied'"))
                .isOne();
    }

    /** What stands there when a node dies right after it was asked. */
    private void leftBehindBeforeItsFirstRow(UUID file, Actor vendor) {
        run(database.sql("""
                        update intake set asked_by = :person, asked_at = now() - interval '1 minute' where id = :id
                        """)
                .bind("person", vendor.person())
                .bind("id", file)
                .fetch()
                .rowsUpdated());
    }

    private static byte[] list() {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(number ->
                        "K%d,数学练习%d,小学,数学,https://reader.example.cn/k%d,4.50".formatted(number, number, number))
                .collect(Collectors.joining("\n", "资源编号,名称,学段,学科,打开链接,每生每学年单价\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String state() {
        return there(
                database.sql("select state from intake").mapValue(String.class).one());
    }

    private long number(String question) {
        return there(database.sql(question).mapValue(Long.class).one());
    }

    private static void run(Mono<?> work) {
        work.then().block();
    }

    private static <T> T there(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }
}
