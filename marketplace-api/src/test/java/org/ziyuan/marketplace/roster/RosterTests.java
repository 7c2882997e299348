package org.ziyuan.marketplace.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeRow;
import org.ziyuan.marketplace.intake.kept.IntakeState;
import org.ziyuan.marketplace.intake.kept.Intakes;
import org.ziyuan.marketplace.intake.kept.KeptFault;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MarketplaceTest
class RosterTests {

    private static final Sought ALL = Sought.everything(Cursor.START, 100);
    private static final String HEADING = "姓名,学籍号,工号,班级,任教学科,子女学籍号\n";

    @Autowired
    DatabaseClient database;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Autowired
    Intakes intakes;

    @Autowired
    Rosters rosters;

    @Autowired
    RosterChanges changes;

    @Autowired
    UndoRoster undo;

    @Autowired
    RollOver rollOver;

    @Autowired
    StandingRoster standing;

    @Autowired
    List<Invariant> invariants;

    private TestCounty county;
    private Actor registrar;
    private String some;

    @BeforeEach
    void aSchool() {
        county = new TestCounty(database, 2);
        registrar = county.at(1, Role.REGISTRAR);
        some = Ids.next().toString().substring(24).toUpperCase(Locale.ROOT);
        database.sql("update organization set stage = 'PRIMARY' where id = :id")
                .bind("id", registrar.organizationId())
                .then()
                .block();
    }

    @Test
    void aRosterComesInAsAPersonWouldReadIt() {
        byte[] gbk = ("示例小学学生名册,,,,,\n*学生姓名,全国学籍号,工号,班级（必填）,任教学科,关联学籍号\n"
                        + "张小明," + number(1) + ",,三（1）班,,\n李小红," + number(2) + ",,三年级一班,,\n"
                        + "王老师,,T" + some + ",3年级1班,数学,\n张大明,,,,," + number(1) + "\n")
                .getBytes(Charset.forName("GBK"));

        Intake first = brought(gbk);
        assertThat(first)
                .extracting(Intake::state, Intake::added, Intake::leaving)
                .containsExactly(IntakeState.CHECKED, 4, 0);
        assertThat(there(apply.apply(first.id(), registrar)).written()).isEqualTo(4);

        assertThat(listed("张小明")).extracting(RosterEntry::className).containsExactly("三年级1班");
        assertThat(listed(number(1))).extracting(RosterEntry::kind).contains(RosterKind.PUPIL, RosterKind.PARENT);
        assertThat(there(rosters.classes(registrar)))
                .extracting(RosterClass::name, RosterClass::grade, RosterClass::pupils, RosterClass::teachers)
                .containsExactly(tuple("三年级1班", 3, 2L, 1L));
        assertThat(brought(gbk)).extracting(Intake::same, Intake::toWrite).containsExactly(4, 0);
        assertHolds();
    }

    /** One pupil in another class is one row, and only what the file names at all can go. */
    @Test
    void aDayOfChangesWritesTheChangesAlone() {
        done(applied(HEADING + pupils(1, 40, "三年级1班") + "王老师,,T" + some + ",三年级1班,数学,\n", null));
        Intake second = brought(HEADING + pupils(1, 38, "三年级1班") + pupils(39, 39, "三年级2班"));

        assertThat(second)
                .extracting(Intake::same, Intake::changed, Intake::added, Intake::unmentioned, Intake::leaving)
                .containsExactly(38, 1, 0, 1, 0);
        done(apply.apply(second.id(), registrar).block());
        assertThat(database.sql("select count(*) from roster_entry where file_id = :file or left_by = :file")
                        .bind("file", second.id())
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isEqualTo(2);
        assertThat(listed(number(39))).extracting(RosterEntry::className).containsExactly("三年级2班");
        assertThat(listed("王老师")).hasSize(1);
        assertThat(news(second.id())).allSatisfy(payload -> assertThat(payload).doesNotContain("学生"));
        assertThat(news(second.id())).hasSize(2);
    }

    @Test
    void manyWhoWouldLeaveAreAskedForByTheirNumber() {
        done(applied(HEADING + pupils(1, 40, "三年级1班"), null));
        Intake half = brought(HEADING + pupils(1, 20, "三年级1班"));

        assertThat(half.leaving()).isEqualTo(20);
        assertThat(refusal(apply.apply(half.id(), registrar))).isEqualTo("intake-leaving-unconfirmed");
        assertThat(refusal(apply.apply(half.id(), 19, registrar))).isEqualTo("intake-leaving-unconfirmed");
        assertThat(listed("三年级1班")).hasSize(40);
        done(apply.apply(half.id(), 20, registrar).block());
        assertThat(listed("三年级1班")).hasSize(20);
    }

    @Test
    void whatWasComparedWithAnEarlierRosterIsNotWritten() {
        Intake one = brought(HEADING + pupils(1, 3, "三年级1班"));
        Intake other = brought(HEADING + pupils(4, 6, "三年级1班"));
        done(apply.apply(one.id(), registrar).block());

        assertThat(refusal(apply.apply(other.id(), registrar))).isEqualTo("intake-changed-meanwhile");
    }

    @Test
    void everyRowThatDoesNotFitSaysWhy() {
        Intake refused = brought("姓名,学籍号,工号,班级,子女学籍号,学校代码,学年,身份证件号\n"
                + "甲," + number(1) + ",,,,,,\n"
                + "乙,,,三1班,,,,\n"
                + "丙," + number(3) + ",T1,三1班,,,,\n"
                + "丁," + number(4) + ",,三1班,,别的学校,,\n"
                + "戊," + number(5) + ",,三1班,,,2019-2020,\n"
                + "己," + number(6) + ",,三1班,,,,110101199001011234\n"
                + "庚,,,,没有这个,,,\n"
                + "辛," + number(8) + ",,三1班,,,,\n"
                + "壬," + number(8) + ",,三2班,,,,\n"
                + "癸,,T2,三1班、三2班,,,,\n");

        assertThat(refused.state()).isEqualTo(IntakeState.REFUSED);
        assertThat(faults(refused))
                .containsExactlyInAnyOrder(
                        tuple(2, "roster-class-missing"),
                        tuple(3, "roster-number-missing"),
                        tuple(4, "roster-numbers-contradict"),
                        tuple(5, "roster-of-another-school"),
                        tuple(6, "roster-of-another-year"),
                        tuple(7, "roster-id-number-wrong"),
                        tuple(8, "roster-number-malformed"),
                        tuple(10, "roster-row-repeated"),
                        tuple(11, "roster-classes-in-one-cell"));
        assertHolds();
    }

    @Test
    void aFileOfAnotherYearIsKnownByItsGrades() {
        done(applied(HEADING + pupils(1, 20, "三年级1班"), null));

        assertThat(faults(brought(HEADING + pupils(1, 20, "二年级1班"))))
                .containsExactly(tuple(2, "roster-of-another-year"));
        assertThat(faults(brought(HEADING + pupils(1, 20, "四年级1班"))))
                .containsExactly(tuple(2, "roster-rollover-first"));
    }

    @Test
    void namesAreNowhereInTheClear() {
        String name = "钱" + "甲乙丙丁".charAt(some.charAt(0) % 4) + "遁";
        done(applied(HEADING + name + some + "," + number(1) + ",,三年级1班,,\n", null));
        done(brought(HEADING + name + some + ",,,三年级1班,,\n" + name + some + ",?,,,,\n"));
        done(brought(HEADING + name + some + "二," + number(1) + ",,三年级1班,,\n"));

        assertThat(found(name + some)).isEmpty();
        assertThat(found(number(1))).isEmpty();
        assertThat(listed(name + some)).hasSize(1);
        assertHolds();
    }

    @Test
    void nobodyOutsideTheSchoolSeesARoster() {
        Intake brought = applied(HEADING + pupils(1, 3, "三年级1班"), null);

        for (Actor stranger : List.of(county.at(2, Role.REGISTRAR), county.official(), county.at(1, Role.TEACHER))) {
            if (!stranger.organizationId().equals(registrar.organizationId())) {
                assertThat(there(rosters.list(null, null, ALL, stranger)).items())
                        .isEmpty();
                assertThat(there(rosters.classes(stranger))).isEmpty();
                assertThat(refusal(undo.undo(Ids.next(), brought.id(), stranger)))
                        .isEqualTo("roster-file-not-found");
                assertThat(refusal(changes.roster(registrar.organizationId(), stranger)))
                        .isEqualTo("roster-not-found");
            }
            assertThat(refusal(intakes.find(brought.id(), stranger))).isEqualTo("intake-not-found");
        }
        assertThat(there(rosters.list(null, null, ALL, county.at(1, Role.PRINCIPAL)))
                        .items())
                .hasSize(3);
    }

    @Test
    void theLastChangeIsTakenBackWhole() {
        Intake first = applied(HEADING + pupils(1, 40, "三年级1班"), null);
        Intake second =
                applied(HEADING + pupils(1, 37, "三年级1班") + pupils(38, 38, "三年级2班") + pupils(41, 42, "三年级1班"), 2);
        assertThat(refusal(undo.undo(Ids.next(), first.id(), registrar))).isEqualTo("roster-file-not-last");

        done(undo.undo(Ids.next(), second.id(), registrar).block());

        assertThat(listed("三年级1班")).hasSize(40);
        assertThat(listed("三年级2班")).isEmpty();
        assertThat(listed(number(41))).isEmpty();
        assertThat(there(changes.list(ALL, registrar)).items())
                .extracting(RosterChange::kind, RosterChange::undone, RosterChange::undoable)
                .containsExactly(tuple("UNDO", false, false), tuple("FILE", true, false), tuple("FILE", false, true));
        assertThat(refusal(undo.undo(Ids.next(), second.id(), registrar))).isEqualTo("roster-file-not-last");
        done(undo.undo(Ids.next(), first.id(), registrar).block());
        assertThat(there(rosters.list(null, null, ALL, registrar)).items()).isEmpty();
        assertHolds();
    }

    @Test
    void aSchoolMovesUpWholeAndBack() {
        done(applied(
                HEADING + pupils(1, 20, "五年级1班") + pupils(21, 40, "六年级1班") + pupils(41, 42, "2024级1班") + "王老师,,T" + some
                        + ",六年级1班,数学,\n张大明,,,,," + number(21) + "\n",
                null));
        assertThat(refusal(rollOver.run(Ids.next(), registrar))).isEqualTo("roster-rollover-not-due");
        UUID school = registrar.organizationId();
        database.sql("update roster_source set school_year = school_year - 1 where school_id = :id")
                .bind("id", school)
                .then()
                .block();
        RolloverPlan plan = there(rollOver.plan(registrar));
        assertThat(plan.leaving()).isEqualTo(20);
        assertThat(plan.steps())
                .extracting(RolloverPlan.Step::name, RolloverPlan.Step::next)
                .containsExactly(tuple("五年级1班", "六年级1班"), tuple("六年级1班", null), tuple("2024级1班", "2024级1班"));
        UUID id = Ids.next();

        assertThat(there(rollOver.run(id, registrar)).schoolYear()).isEqualTo(standing.thisYear());

        assertThat(listed("六年级1班")).hasSize(20).extracting(RosterEntry::number).contains(number(1));
        assertThat(there(rosters.list(RosterKind.PARENT, null, ALL, registrar)).items())
                .isEmpty();
        assertThat(there(rosters.list(RosterKind.TEACHER, null, ALL, registrar)).items())
                .isEmpty();
        done(undo.undo(Ids.next(), id, registrar).block());
        assertThat(listed("六年级1班")).hasSize(21);
        assertThat(listed("五年级1班")).hasSize(20);
        assertThat(there(changes.roster(school, registrar)).schoolYear()).isEqualTo(standing.thisYear() - 1);
        assertHolds();
    }

    private String number(int of) {
        return "G" + some + String.format("%04d", of);
    }

    private String pupils(int from, int to, String className) {
        StringBuilder rows = new StringBuilder();
        for (int n = from; n <= to; n++) {
            rows.append("学生%d,%s,,%s,,\n".formatted(n, number(n), className));
        }
        return rows.toString();
    }

    private Intake applied(String file, @Nullable Integer leaving) {
        return there(apply.apply(brought(file).id(), leaving, registrar));
    }

    private Intake brought(String file) {
        return brought(file.getBytes(StandardCharsets.UTF_8));
    }

    private Intake brought(byte[] file) {
        return there(bringIn.bringIn(
                Ids.next(),
                "roster",
                "名册.csv",
                Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(file)),
                registrar));
    }

    private List<Tuple> faults(Intake intake) {
        return there(intakes.rows(intake.id(), null, ALL, registrar)).items().stream()
                .map(IntakeRow::faults)
                .flatMap(List::stream)
                .map((KeptFault fault) -> tuple(fault.row(), fault.code()))
                .toList();
    }

    private List<RosterEntry> listed(String word) {
        return there(rosters.list(
                        null, null, new Sought(List.of(word), null, null, "", 100, "", Map.of(), Set.of()), registrar))
                .items();
    }

    private List<String> news(UUID cause) {
        return there(database.sql("select payload::text from outbox_message where payload ->> 'causeId' = :cause")
                .bind("cause", cause.toString())
                .mapValue(String.class)
                .all()
                .collectList());
    }

    /** The tables in which a text stands, as somebody finds it who has the database alone. */
    private List<String> found(String text) {
        return there(database.sql("""
                        select table_name::text from information_schema.tables
                         where table_schema = 'market' and table_type = 'BASE TABLE'
                        """).mapValue(String.class).all().collectList()).stream()
                .filter(table -> !Boolean.FALSE.equals(database.sql(
                                "select exists (select from market.%s t where t::text like :text)".formatted(table))
                        .bind("text", "%" + text + "%")
                        .mapValue(Boolean.class)
                        .one()
                        .block()))
                .toList();
    }

    private void assertHolds() {
        for (Invariant invariant : invariants) {
            if (invariant.code().startsWith("roster-")) {
                assertThat(there(invariant.check().collectList()))
                        .as(invariant.code())
                        .isEmpty();
            }
        }
    }

    private static void done(@Nullable Object act) {
        assertThat(act).isNotNull();
    }

    private static String refusal(Mono<?> act) {
        return there(act.map(done -> "done").onErrorResume(Refusal.class, refused -> Mono.just(refused.code())));
    }

    private static <T> T there(Mono<T> answer) {
        return Objects.requireNonNull(answer.block());
    }
}
