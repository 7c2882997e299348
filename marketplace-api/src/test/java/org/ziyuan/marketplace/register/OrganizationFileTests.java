package org.ziyuan.marketplace.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeRow;
import org.ziyuan.marketplace.intake.kept.IntakeState;
import org.ziyuan.marketplace.intake.kept.Intakes;
import org.ziyuan.marketplace.intake.kept.KeptFault;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.organization.SchoolStage;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@MarketplaceTest
class OrganizationFileTests {

    private static final String HEADING = "机构代码,机构名称,机构类别,上级机构代码,办学类型,学校标识码\n";

    @Autowired
    DatabaseClient database;

    @Autowired
    ActUponTree tree;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Autowired
    Intakes intakes;

    @Autowired
    MoneyTransactions money;

    private TestProvince province;
    private UUID city;
    private Actor operator;

    @BeforeEach
    void aProvinceWithACity() {
        province = new TestProvince(tree, database);
        city = province.enter(OrganizationKind.CITY, "city", province.province());
        operator = province.operator();
    }

    @Test
    void aTreeComesInAnyOrderOfRows() {
        String school = schoolCode();
        Intake applied = applied(
                HEADING
                        + row("site", "某教学点", "教学点", "s1", "", "")
                        + row("s1", "第一小学", "学校", "c1", "小学", school)
                        + row("c1", "甲县教育局", "县", "city", "", ""),
                operator);

        assertThat(applied.written()).isEqualTo(3);
        assertThat(found("site").path())
                .isEqualTo(String.join(
                        ".",
                        province.find(city).path(),
                        province.code("c1"),
                        province.code("s1"),
                        province.code("site")));
        assertThat(found("s1"))
                .extracting(Organization::stage, Organization::schoolCode, Organization::rank)
                .containsExactly(SchoolStage.PRIMARY, school, OrganizationKind.SCHOOL);
        assertThat(found("s1").parentId()).isEqualTo(found("c1").id());

        Intake again = brought(
                HEADING + row("S1", "第一小学", "学校", "C1", "小学", school) + row("site", "某教学点", "教学点", "s1", "", ""),
                operator);
        assertThat(again)
                .extracting(Intake::same, Intake::added, Intake::changed)
                .containsExactly(2, 0, 0);
    }

    @Test
    void whatMovesByFileTakesAlongWhatLiesBelow() {
        province.put(OrganizationKind.COUNTY, "c1", city);
        UUID other = province.enter(OrganizationKind.CITY, "other", province.province());
        UUID school = province.enter(OrganizationKind.SCHOOL, "s1", found("c1").id());

        assertThat(applied(
                                HEADING
                                        + row("c1", "乙县教育局", "县", "other", "", "")
                                        + row("s2", "第二小学", "学校", "c1", "", ""),
                                operator)
                        .written())
                .isEqualTo(2);

        assertThat(found("c1"))
                .extracting(Organization::name, Organization::parentId)
                .containsExactly("乙县教育局", other);
        assertThat(province.find(school).path()).startsWith(province.find(other).path() + ".");
        assertThat(found("s2").path()).startsWith(found("c1").path() + ".");
    }

    @Test
    void everyRowThatDoesNotFitSaysWhy() {
        province.put(OrganizationKind.COUNTY, "c1", city);
        String school = schoolCode();
        Intake refused = brought(
                HEADING + row("a", "甲县", "县", "b", "", "")
                        + row("b", "乙市", "市", "a", "", "")
                        + row("d", "丁小学", "学校", "c1", "小学", school)
                        + row("D", "丁小学", "学校", "c1", "", "")
                        + row("e", "戊小学", "学校", "c1", "", school)
                        + row("f", "己小学", "学校", "nowhere", "", "")
                        + row("g", "庚教学点", "教学点", "c1", "", "")
                        + row("h", "辛小学", "大学", "c1", "", "")
                        + row("c1", "甲县", "学校", "city", "", "")
                        + row("i", "壬小学", "学校", "c1", "", "123")
                        + "1E5,癸小学,学校," + province.code("c1") + ",,\n",
                operator);

        assertThat(refused.state()).isEqualTo(IntakeState.REFUSED);
        assertThat(rows(refused, operator))
                .flatExtracting(IntakeRow::faults)
                .extracting(KeptFault::row, KeptFault::code)
                .containsExactlyInAnyOrder(
                        tuple(2, "organization-cycle"),
                        tuple(3, "organization-cycle"),
                        tuple(5, "organization-row-repeated"),
                        tuple(6, "organization-row-repeated"),
                        tuple(7, "organization-parent-unknown"),
                        tuple(8, "organization-parent-unfit"),
                        tuple(9, "intake-word-unknown"),
                        tuple(10, "organization-kind-stays"),
                        tuple(11, "school-code-malformed"),
                        tuple(12, "identifier-rewritten"));
    }

    /** A county's file names no parent: its schools lie below it. What is another's it can neither name nor take. */
    @Test
    void aCountyBringsInItsOwnSchools() {
        UUID county = province.enter(OrganizationKind.COUNTY, "c1", city);
        UUID foreign = province.enter(OrganizationKind.COUNTY, "c2", city);
        province.put(OrganizationKind.SCHOOL, "theirs", foreign);
        Actor official = province.officialOf(county, Role.COUNTY_BUREAU);
        byte[] gbk = ("某县学校名册,,\n*机构代码,机构名称,机构类别（必填）\n" + province.code("mine") + ",我们的小学,学校\n")
                .getBytes(Charset.forName("GBK"));

        Intake good = there(bringIn.bringIn(Ids.next(), "organizations", "名册.csv", content(gbk), official));
        assertThat(there(apply.apply(good.id(), official)).state()).isEqualTo(IntakeState.APPLIED);
        assertThat(found("mine").parentId()).isEqualTo(county);

        Intake bad = brought(
                HEADING + row("theirs", "抢来的小学", "学校", "", "", "") + row("x", "丙小学", "学校", "c2", "", ""), official);
        assertThat(rows(bad, official))
                .flatExtracting(IntakeRow::faults)
                .extracting(KeptFault::code)
                .containsExactly("organization-code-taken-elsewhere", "organization-parent-unknown");
    }

    /** New schools are in and a county is being renamed when the connection is cut. */
    @Test
    void anImportThatIsKilledInTheMiddleHasWrittenNothing() {
        UUID county = province.enter(OrganizationKind.COUNTY, "c1", city);
        Intake brought = brought(
                HEADING + row("c1", "新名县教育局", "县", "city", "", "") + row("s1", "第一小学", "学校", "c1", "", ""), operator);
        Sinks.Empty<Void> enough = Sinks.empty();
        var holder = money.execute(database.sql("select id from organization where id = :id for no key update")
                        .bind("id", county)
                        .then()
                        .then(enough.asMono()))
                .subscribe();
        Mono<Intake> applying = apply.apply(brought.id(), operator).cache();
        var unused = applying.onErrorComplete().subscribe();

        killWhatWaitsForTheCounty();

        assertThatThrownBy(applying::block).isNotNull();
        assertThat(enough.tryEmitEmpty()).isEqualTo(Sinks.EmitResult.OK);
        holder.dispose();
        assertThat(exists("s1")).isFalse();
        assertThat(there(intakes.find(brought.id(), operator)).state()).isEqualTo(IntakeState.CHECKED);
        assertThat(there(apply.apply(brought.id(), operator)).state()).isEqualTo(IntakeState.APPLIED);
        assertThat(found("s1").parentId()).isEqualTo(county);
        assertThat(unused.isDisposed()).isTrue();
    }

    private void killWhatWaitsForTheCounty() {
        Long killed = Mono.defer(() -> database.sql("""
                                select count(pg_terminate_backend(pid)) from pg_stat_activity
                                 where wait_event_type = 'Lock' and query like 'update organization o%set name%'
                                """).mapValue(Long.class).one())
                .filter(number -> number > 0)
                .repeatWhenEmpty(100, tries -> tries.delayElements(Duration.ofMillis(50)))
                .block();
        assertThat(killed).isEqualTo(1);
    }

    private Intake applied(String file, Actor actor) {
        return there(apply.apply(brought(file, actor).id(), actor));
    }

    private Intake brought(String file, Actor actor) {
        return there(bringIn.bringIn(
                Ids.next(), "organizations", "机构.csv", content(file.getBytes(StandardCharsets.UTF_8)), actor));
    }

    private static Flux<DataBuffer> content(byte[] bytes) {
        return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
    }

    private List<IntakeRow> rows(Intake intake, Actor actor) {
        return there(intakes.rows(intake.id(), null, Sought.everything(Cursor.START, 50), actor))
                .items();
    }

    private String row(String code, String name, String kind, String parent, String stage, String schoolCode) {
        return String.join(
                        ",",
                        province.code(code),
                        name,
                        kind,
                        parent.isEmpty() ? "" : province.code(parent),
                        stage,
                        schoolCode)
                + "\n";
    }

    private Organization found(String word) {
        return there(database.sql("select * from organization where code = :code")
                .bind("code", province.code(word))
                .map(Rows.as(Organization.class))
                .one());
    }

    private boolean exists(String word) {
        return there(database.sql("select exists (select from organization where code = :code)")
                .bind("code", province.code(word))
                .mapValue(Boolean.class)
                .one());
    }

    private static String schoolCode() {
        return String.valueOf(1_000_000_000L + Math.abs(Ids.next().getLeastSignificantBits() % 8_000_000_000L));
    }

    private static <T> T there(Mono<T> answer) {
        return Objects.requireNonNull(answer.block());
    }
}
