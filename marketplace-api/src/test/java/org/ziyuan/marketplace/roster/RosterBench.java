package org.ziyuan.marketplace.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.bench.CopyFloor;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How long a hundred thousand pupils take from the bytes of a file to sealed rows, beside the COPY of the very rows that are
 * written; the same file again; and how many rows a day with a thousand changes writes.
 */
@MarketplaceTest
@TestPropertySource(properties = "ziyuan.roles=api")
class RosterBench {

    private static final int PUPILS = Integer.getInteger("bench.pupils", 100_000);
    private static final int CHANGES = PUPILS / 100;
    private static final int IN_A_CLASS = 200;
    /** Schools that came before, together as many pupils again. */
    private static final int WARM = 20;

    @Autowired
    DatabaseClient database;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Test
    void bringsInACounty() throws SQLException, IOException {
        warm();
        Actor registrar = new TestCounty(database, 1).at(1, Role.REGISTRAR);
        String some = Ids.next().toString().substring(24);

        byte[] whole = file(some, 0, PUPILS);
        long begun = System.nanoTime();
        Intake looked = brought(whole, registrar);
        long afterLook = System.nanoTime();
        Intake applied = there(apply.apply(looked.id(), registrar));
        long first = System.nanoTime() - begun;
        System.out.printf(
                "%d pupils: looked at in %d ms, written in %d ms%n",
                PUPILS, (afterLook - begun) / 1_000_000, (first - (afterLook - begun)) / 1_000_000);
        assertThat(applied.written()).isEqualTo(PUPILS);

        long again = System.nanoTime();
        Intake same = brought(whole, registrar);
        again = System.nanoTime() - again;
        assertThat(same.same()).isEqualTo(PUPILS);

        Intake day = brought(file(some, CHANGES, PUPILS), registrar);
        assertThat(there(apply.apply(day.id(), registrar)).written()).isEqualTo(CHANGES);
        assertThat(written(day.id())).isEqualTo(CHANGES);

        long floor = CopyFloor.of("roster_entry", "school_id = '" + registrar.organizationId() + "'")
                + CopyFloor.of("intake_row", "intake_id = '" + looked.id() + "'");
        BenchLine.atMost(0.3, "roster.again", "ms", again / 1e6, first / 1e6);
        BenchLine.atMost(4, "roster.first", "ms", first / 1e6, floor / 1e6);
    }

    /** The floor is compiled already; ours is after some schools. */
    private void warm() {
        for (int school = 0; school < WARM; school++) {
            Actor registrar = new TestCounty(database, 1).at(1, Role.REGISTRAR);
            String some = Ids.next().toString().substring(24);
            Intake looked = brought(file(some, 0, PUPILS / WARM), registrar);
            var unused = there(apply.apply(looked.id(), registrar));
        }
    }

    private Long written(UUID file) {
        return there(database.sql("select count(*) from roster_entry where file_id = :file or left_by = :file")
                .bind("file", file)
                .mapValue(Long.class)
                .one());
    }

    /** @param moved how many of the pupils are in the class beside theirs */
    private static byte[] file(String some, int moved, int pupils) {
        StringBuilder file = new StringBuilder("姓名,学籍号,班级\n");
        for (int n = 0; n < pupils; n++) {
            int group = n / IN_A_CLASS + (n < moved ? 1 : 0);
            file.append("学生%d,G%s%06d,%d级%d班%n".formatted(n, some, n, 2000 + group / 90, group % 90 + 1));
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Intake brought(byte[] file, Actor registrar) {
        return there(bringIn.bringIn(
                Ids.next(),
                "roster",
                "名册.csv",
                Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(file)),
                registrar));
    }

    private static <T> T there(Mono<T> answer) {
        return Objects.requireNonNull(answer.block());
    }
}
