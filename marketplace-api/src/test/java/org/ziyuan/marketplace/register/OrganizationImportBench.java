package org.ziyuan.marketplace.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.bench.CopyFloor;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How long thirty thousand schools take from the bytes of a file to the rows of the tree, looked at and written, beside the
 * COPY of the very rows that are written into tables with the same columns, checks and indexes.
 */
@MarketplaceTest
@TestPropertySource(properties = "ziyuan.roles=api")
class OrganizationImportBench {

    private static final int SCHOOLS = Integer.getInteger("bench.schools", 30_000);
    private static final int IN_A_COUNTY = 250;

    @Autowired
    DatabaseClient database;

    @Autowired
    ActUponTree tree;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Test
    void bringsInAProvince() throws SQLException, IOException {
        TestProvince province = new TestProvince(tree, database);
        province.put(OrganizationKind.CITY, "city", province.province());
        StringBuilder file = new StringBuilder("机构代码,机构名称,机构类别,上级机构代码,办学类型,城乡分类,办别,寄宿制\n");
        for (int n = 0; n < SCHOOLS / IN_A_COUNTY; n++) {
            file.append("%s,第%d县教育局,县,%s,,,,\n".formatted(province.code("c" + n), n, province.code("city")));
        }
        for (int n = 0; n < SCHOOLS; n++) {
            file.append("%s,第%d小学,学校,%s,小学,乡村,公办,否\n"
                    .formatted(province.code("s" + n), n, province.code("c" + n / IN_A_COUNTY)));
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);

        long begun = System.nanoTime();
        Intake looked = there(bringIn.bringIn(
                Ids.next(),
                "organizations",
                "省.csv",
                Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes)),
                province.operator()));
        long afterLook = System.nanoTime();
        Intake applied = there(apply.apply(looked.id(), province.operator()));
        long ended = System.nanoTime();

        assertThat(applied.written()).isEqualTo(SCHOOLS + SCHOOLS / IN_A_COUNTY);
        String path = province.find(province.province()).path();
        long floor = CopyFloor.of("organization", "path like '" + path + ".%'")
                + CopyFloor.of("organization_fact", "path like '" + path + ".%'")
                + CopyFloor.of("intake_row", "intake_id = '" + looked.id() + "'");
        System.out.printf(
                "%d schools: looked at in %d ms, written in %d ms%n",
                SCHOOLS, (afterLook - begun) / 1_000_000, (ended - afterLook) / 1_000_000);
        BenchLine.atMost(4, "organization.import", "ms", (ended - begun) / 1e6, floor / 1e6);
    }

    private static <T> T there(Mono<T> answer) {
        return Objects.requireNonNull(answer.block());
    }
}
