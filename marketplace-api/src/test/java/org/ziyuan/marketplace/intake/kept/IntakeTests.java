package org.ziyuan.marketplace.intake.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.ErrorWorkbook;
import org.ziyuan.marketplace.intake.IncomingFiles;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

@MarketplaceTest
class IntakeTests {

    private static final Sought ALL = Sought.everything(Cursor.START, 20);

    @Autowired
    DatabaseClient database;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    AuditLog audit;

    @Autowired
    ErrorWorkbook workbook;

    @Autowired
    IncomingFiles files;

    @Autowired
    SealedCells sealed;

    private RegionFiles regions;
    private Intakes intakes;
    private BringIn bringIn;
    private ApplyIntake apply;
    private TestCounty county;
    private Actor official;
    private int code;

    @BeforeEach
    void filesOfRegions() {
        regions = new RegionFiles(database);
        var kinds = new IntakeKinds(List.of(regions));
        var rows = new IntakeRows(database, sealed);
        var faults = new IntakeFaults(database, JsonMapper.shared(), sealed);
        var look = new LookThrough(files);
        intakes = new Intakes(database, kinds, rows, faults, workbook);
        bringIn = new BringIn(
                database, kinds, intakes, new IntakeHeadings(database), files, look, rows, faults, transactions);
        apply = new ApplyIntake(
                database,
                kinds,
                intakes,
                new WantedRows(database, rows, look),
                transactions,
                audit,
                new AskedIntakes(database));
        county = new TestCounty(database, 1);
        official = county.official();
        code = ThreadLocalRandom.current().nextInt(700_000, 900_000);
    }

    @Test
    void whatAFileWouldDoIsKeptAndThenDone() {
        Intake first = brought("代码,名称\n%d,甲县\n%d,乙县\n".formatted(code, code + 1));

        assertThat(first)
                .extracting(Intake::state, Intake::rows, Intake::added, Intake::unmentioned, Intake::toWrite)
                .containsExactly(IntakeState.CHECKED, 2, 2, 1, 2);
        assertThat(nameOf(code)).isNull();
        Intake applied = apply.apply(first.id(), official).blockOptional().orElseThrow();
        assertThat(applied).extracting(Intake::state, Intake::written).containsExactly(IntakeState.APPLIED, 2);
        assertThat(applied.endedByName()).startsWith(official.displayName() + "（");
        assertThat(nameOf(code)).isEqualTo("甲县");

        Intake second = brought("代码,名称\n%d,甲县\n%d,丙县\n".formatted(code, code + 1));
        assertThat(second)
                .extracting(Intake::same, Intake::changed, Intake::added)
                .containsExactly(1, 1, 0);
        List<IntakeRow> rows = rows(second, null);
        assertThat(rows)
                .extracting(IntakeRow::outcome)
                .containsExactly(Compared.Outcome.SAME, Compared.Outcome.CHANGED, Compared.Outcome.UNMENTIONED);
        assertThat(rows.get(1).was(1)).isEqualTo("乙县");
        assertThat(rows.get(1).shown()).containsExactly(String.valueOf(code + 1), "丙县");
        assertThat(rows(second, Compared.Outcome.CHANGED)).hasSize(1);
    }

    @Test
    void aFileWithFaultsIsKeptAndNeverWritten() throws IOException {
        Intake refused = brought("代码,名称\n%d,甲县\n%d,x\n1E5,丙县\n".formatted(code, code));

        assertThat(refused)
                .extracting(Intake::state, Intake::rows, Intake::faults)
                .containsExactly(IntakeState.REFUSED, 3, 2);
        assertThat(rows(refused, Compared.Outcome.FAULTY))
                .flatExtracting(IntakeRow::faults)
                .extracting(KeptFault::row, KeptFault::column, KeptFault::code)
                .containsExactlyInAnyOrder(tuple(3, "name", "text-length"), tuple(4, "code", "identifier-rewritten"));
        assertThat(refusal(apply.apply(refused.id(), official))).isEqualTo("intake-over");
        var book = there(intakes.marked(refused.id(), Locale.CHINESE, official)
                .flatMap(answer -> DataBufferUtils.join(Objects.requireNonNull(answer.getBody()))));
        try (ReadableWorkbook read = new ReadableWorkbook(
                new ByteArrayInputStream(book.asInputStream().readAllBytes()))) {
            assertThat(read.getFirstSheet().read().get(2).getCellText(2)).isNotEmpty();
        }
    }

    /** What was seen is what is written, or nothing. */
    @Test
    void whatWouldComeToSomethingElseThanWasShownIsNotWritten() {
        String file = "代码,名称\n%d,甲县\n".formatted(code);
        Intake one = brought(file);
        Intake other = brought(file);
        assertThat(there(apply.apply(one.id(), official)).written()).isEqualTo(1);

        assertThat(refusal(apply.apply(other.id(), official))).isEqualTo("intake-changed-meanwhile");
        assertThat(refusal(apply.apply(one.id(), official))).isEqualTo("intake-over");
    }

    @Test
    void whatBreaksInTheMiddleHasWrittenNothingAndCanBeDoneAgain() {
        Intake brought = brought("代码,名称\n%d,甲县\n%d,乙县\n".formatted(code, code + 1));
        regions.then(Mono.defer(() -> intakes.find(brought.id(), official))
                .contextWrite(outside -> Context.empty())
                .flatMap(seen -> seen.written() == 2
                        ? Mono.error(new IllegalStateException("the node dies"))
                        : Mono.error(new AssertionError("progress is not seen from outside"))));

        assertThatThrownBy(() -> apply.apply(brought.id(), official).block()).hasMessageContaining("the node dies");
        assertThat(nameOf(code)).isNull();

        regions.then(Mono.empty());
        assertThat(there(apply.apply(brought.id(), official)).state()).isEqualTo(IntakeState.APPLIED);
        assertThat(nameOf(code + 1)).isEqualTo("乙县");
    }

    @Test
    void othersDoNotSeeAFile() {
        Intake brought = brought("代码,名称\n%d,甲县\n".formatted(code));

        for (Actor stranger : List.of(new TestCounty(database, 0).official(), county.at(1, Role.PRINCIPAL))) {
            assertThat(refusal(intakes.find(brought.id(), stranger))).isEqualTo("intake-not-found");
            assertThat(refusal(apply.apply(brought.id(), stranger))).isEqualTo("intake-not-found");
        }
        assertThat(refusal(bringIn.bringIn(Ids.next(), "regions", "x", Flux.empty(), county.at(1, Role.PRINCIPAL))))
                .isEqualTo("intake-kind-not-found");
    }

    private Intake brought(String text) {
        UUID id = Ids.next();
        Flux<DataBuffer> content =
                Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(bringIn.bringIn(id, "regions", "C:\\新建\\地区.csv", content, official)
                .block());
    }

    private List<IntakeRow> rows(Intake intake, Compared.@Nullable Outcome outcome) {
        return there(intakes.rows(intake.id(), outcome, ALL, official)).items();
    }

    private @Nullable String nameOf(int region) {
        return database.sql("select name from region where code = :code")
                .bind("code", String.valueOf(region))
                .mapValue(String.class)
                .one()
                .block();
    }

    private static String refusal(Mono<?> act) {
        return there(act.map(done -> "done").onErrorResume(Refusal.class, refused -> Mono.just(refused.code())));
    }

    private static <T> T there(Mono<T> answer) {
        return Objects.requireNonNull(answer.block());
    }
}
