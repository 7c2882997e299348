package org.ziyuan.marketplace.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.enrolment.headcount.Headcounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.transaction.Ids;

@MarketplaceTest
class EnrolmentSnapshotTests {

    private static final String SNAPSHOTS = "/api/v1/enrolment-snapshots";
    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final String HEADING = "学校代码,教学点代码,学段,学生数,寄宿生数,视力残疾,言语残疾\n";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    Headcounts headcounts;

    @Autowired
    List<Invariant> invariants;

    private TestCounty county;
    private Actor official;

    @BeforeEach
    void aCountyWithTwoSchools() {
        county = new TestCounty(database, 2);
        official = county.official();
    }

    @Test
    void aFrozenCountBecomesTheHeadcountThatPricesReferTo() {
        UUID snapshot = begun();
        put(
                        snapshot,
                        CSV,
                        csv(
                                row(1, "00", "小学", "300,20,1,0"),
                                row(1, "01", "小学", "40,0,0,0"),
                                row(2, "", "初中", "500,100,0,2")))
                .expectStatus()
                .isOk();
        assertThat(Objects.requireNonNull(headcounts.of(county.school(1), 2026).block())
                        .pupils())
                .isZero();

        post(snapshot, "/freeze")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("FROZEN")
                .jsonPath("$.rows")
                .isEqualTo(3)
                .jsonPath("$.schools")
                .isEqualTo(2)
                .jsonPath("$.pupils")
                .isEqualTo(840)
                .jsonPath("$.contentHash")
                .isNotEmpty();

        var headcount =
                Objects.requireNonNull(headcounts.of(county.school(1), 2026).block());
        assertThat(headcount.pupils()).isEqualTo(340);
        assertThat(headcount.specialEducation()).isEqualTo(1);
        assertThat(violations()).isEmpty();
    }

    @Test
    void pupilsAreCountedByGradeWhereAllSitesSayHowManyTheyHave() {
        UUID snapshot = begun();
        String heading = "学校代码,教学点代码,学段,学生数,一年级,二年级,三年级,七年级\n";
        put(
                        snapshot,
                        CSV,
                        heading
                                + row(1, "00", "小学", "300,90,100,110,")
                                + row(1, "01", "小学", "40,20,20,,")
                                + row(2, "00", "初中", "500,,,,500")
                                + row(2, "01", "初中", "10,,,,"))
                .expectStatus()
                .isOk();
        post(snapshot, "/freeze").expectStatus().isOk();

        assertThat(grades(county.school(1))).containsExactly(110, 120, 110, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(grades(county.school(2))).isNull();
        assertThat(violations()).isEmpty();
        assertThat(codes(begun(), heading + row(1, "00", "小学", "300,90,100,109,")))
                .containsExactly("enrolment-grades-differ");
    }

    private Integer @Nullable [] grades(UUID school) {
        return database.sql("select grades from headcount where school_id = :school")
                .bind("school", school)
                .map(row -> Optional.ofNullable(row.get("grades", Integer[].class)))
                .one()
                .blockOptional()
                .orElseThrow()
                .orElse(null);
    }

    @Test
    void nothingOfAFrozenCountChanges() {
        UUID snapshot = frozen(row(1, "00", "小学", "300,20,1,0"));

        put(snapshot, CSV, csv(row(1, "00", "小学", "301,20,1,0")))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("enrolment-snapshot-frozen");
        post(snapshot, "/freeze")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("enrolment-snapshot-frozen");
        for (String sql : List.of(
                "update site_enrolment set pupils = pupils + 1 where snapshot_id = :id",
                "delete from site_enrolment where snapshot_id = :id",
                "insert into site_enrolment (snapshot_id, school_id, site_code, level, pupils, boarders) select snapshot_id, school_id, '99', level, 1, 0 from site_enrolment where snapshot_id = :id",
                "update enrolment_snapshot set pupils = 1 where id = :id",
                "update enrolment_snapshot set state = 'DRAFT', content_hash = null, frozen_at = null where id = :id")) {
            assertThat(refusedByTheDatabase(sql, snapshot)).as(sql).isTrue();
        }
    }

    @Test
    void readsUtf8WithAndWithoutAMarkAndGbk() {
        String text = csv(row(1, "00", "小学", "300,20,1,0"), row(2, "00", "初中", "500,0,0,0"));
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] marked = ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
        byte[] gbk = text.getBytes(Charset.forName("GBK"));

        for (byte[] file : List.of(utf8, marked, gbk)) {
            send(begun(), "/dry-run", CSV, file)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.faults")
                    .isEqualTo(0)
                    .jsonPath("$.acceptable")
                    .isEqualTo(2)
                    .jsonPath("$.difference.added")
                    .isEqualTo(2);
        }
    }

    @Test
    void aDryRunSaysWhatIsNewChangedSameAndGoneAndWritesNothing() {
        UUID last = frozen(
                row(1, "00", "小学", "300,20,1,0"), row(1, "01", "小学", "40,0,0,0"), row(2, "00", "初中", "500,0,0,0"));
        UUID snapshot = begun();

        send(
                        snapshot,
                        "/dry-run",
                        CSV,
                        csv(
                                        row(1, "00", "小学", "300,20,1,0"),
                                        row(1, "01", "小学", "41,0,0,0"),
                                        row(2, "05", "初中", "9,0,0,0"))
                                .getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.difference.comparedWith")
                .isEqualTo(last.toString())
                .jsonPath("$.difference.same")
                .isEqualTo(1)
                .jsonPath("$.difference.changed")
                .isEqualTo(1)
                .jsonPath("$.difference.added")
                .isEqualTo(1)
                .jsonPath("$.difference.gone")
                .isEqualTo(1)
                .jsonPath("$.difference.examples[0].before.pupils")
                .isEqualTo(40)
                .jsonPath("$.difference.examples[0].now.pupils")
                .isEqualTo(41);

        get(snapshot, "").expectBody().jsonPath("$.rows").isEqualTo(0);
    }

    @Test
    void everyBadCellIsNamedAndNothingIsWritten() {
        TestCounty elsewhere = new TestCounty(database, 1);
        UUID snapshot = begun();
        String file = csv(
                row(1, "00", "小学", "300,20,1,0"),
                row(1, "00", "小学", "300,20,1,0"),
                row(2, "00", "大学", "3,0,0,0"),
                row(2, "01", "小学", "-3,0,0,0"),
                row(2, "02", "小学", "30,31,0,0"),
                row(2, "03", "小学", "3,0,4,0"),
                row(2, "04", "小学", "三十,0,0,0"),
                row(2, "05", "小学", "50001,0,0,0"),
                row(2, "06", "特殊教育", "30,0,1,1"),
                row(2, "六", "小学", "30,0,1,1"),
                "nobody,00,小学,1,0,0,0\n",
                elsewhere.code(1) + ",00,小学,1,0,0,0\n",
                row(2, "07", "小学", ",0,0,0"),
                row(2, "08", "小学", "1.5,0,0,0"));

        DocumentContext dryRun = json(send(snapshot, "/dry-run", CSV, file.getBytes(StandardCharsets.UTF_8)));

        assertThat(dryRun.<List<String>>read("$.problems[*].code"))
                .containsExactly(
                        "enrolment-row-repeated",
                        "enrolment-level-unknown",
                        "enrolment-number-out-of-range",
                        "enrolment-boarders-exceed-pupils",
                        "enrolment-disabilities-exceed-pupils",
                        "enrolment-number-malformed",
                        "enrolment-number-out-of-range",
                        "enrolment-disabilities-missing",
                        "enrolment-site-malformed",
                        "enrolment-school-unknown",
                        "enrolment-school-unknown",
                        "enrolment-cell-missing",
                        "enrolment-number-malformed");
        assertThat(dryRun.<List<Integer>>read("$.problems[*].row"))
                .startsWith(3, 4, 5)
                .endsWith(15);
        put(snapshot, CSV, file)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("enrolment-rows-refused")
                .jsonPath("$.values.faults")
                .isEqualTo(13)
                .jsonPath("$.values.problems[0].values.first")
                .isEqualTo(2);
        get(snapshot, "").expectBody().jsonPath("$.rows").isEqualTo(0);
        post(snapshot, "/freeze")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("enrolment-snapshot-empty");
    }

    @Test
    void theErrorWorkbookMarksEveryBadCellAndCarriesNoFormula() throws IOException {
        String file = HEADING + "\"=cmd|'/c calc'!A1\",00,小学,5,0,0,0\n" + row(1, "00", "小学", "-3,0,0,0");

        byte[] workbook = send(begun(), "/error-workbook", CSV, file.getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();

        try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(Objects.requireNonNull(workbook)))) {
            List<Row> rows = read.getFirstSheet().read();
            int problems = Column.values().length;
            assertThat(rows).hasSize(3);
            assertThat(rows.get(1).getCellText(Column.SCHOOL.ordinal())).isEqualTo("'=cmd|'/c calc'!A1");
            assertThat(rows.get(1).getCellText(problems)).contains("enrolment-school-unknown");
            assertThat(rows.get(2).getCellText(Column.PUPILS.ordinal())).isEqualTo("-3");
            assertThat(rows.get(2).getCellText(problems)).contains("enrolment-number-out-of-range");
        }
        Path saved = Files.createTempFile("errors", ".xlsx");
        assertThat(Files.write(saved, workbook)).exists();
        try (ZipFile parts = new ZipFile(saved.toFile())) {
            StringBuilder all = new StringBuilder();
            for (ZipEntry part : parts.stream().map(ZipEntry.class::cast).toList()) {
                try (var content = parts.getInputStream(part)) {
                    all.append(part.getName()).append(new String(content.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            assertThat(all.toString()).contains("comments").doesNotContain("<f>");
        }
    }

    @Test
    void readsAWorkbookAndRefusesOneThatInflatesOrIsNone() throws IOException {
        UUID snapshot = begun();
        put(snapshot, XLSX, workbook(county.code(1), 120))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.pupils")
                .isEqualTo(120);

        refused(snapshot, bomb(), "enrolment-file-inflates");
        refused(snapshot, "PK\u0003\u0004 is not enough".getBytes(StandardCharsets.UTF_8), "enrolment-file-unreadable");
        refused(
                snapshot,
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0x00, (byte) 0xFF},
                "enrolment-file-unreadable");
    }

    @Test
    void refusesFilesThatAreNoTableOfPupils() {
        UUID snapshot = begun();

        refused(snapshot, "\n\n".getBytes(StandardCharsets.UTF_8), "enrolment-file-empty");
        refused(snapshot, HEADING.getBytes(StandardCharsets.UTF_8), "enrolment-file-empty");
        refused(snapshot, "学校代码,学段\ns1,小学\n".getBytes(StandardCharsets.UTF_8), "enrolment-heading-missing");
        refused(snapshot, "学校代码,school,学段,学生数\n".getBytes(StandardCharsets.UTF_8), "enrolment-heading-repeated");
        refused(
                snapshot,
                (HEADING + "x".repeat(101) + ",00,小学,1,0,0,0\n").getBytes(StandardCharsets.UTF_8),
                "enrolment-cell-too-long");
    }

    @Test
    void rowsOfAnotherYearAreRefused() {
        send(
                        begun(),
                        "/dry-run",
                        CSV,
                        ("年度,学校代码,学段,学生数\n2025," + county.code(1) + ",小学,10\n").getBytes(StandardCharsets.UTF_8))
                .expectBody()
                .jsonPath("$.problems[0].code")
                .isEqualTo("enrolment-year-differs");
        begin(official, 2019, "2019-09-01")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("fiscal-year-out-of-range");
        begin(official, 2026, "2023-09-01")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("census-of-another-year");
    }

    @Test
    void theSameRowsAsJsonAreTheSameCount() {
        UUID snapshot = begun();
        String rows = IntStream.rangeClosed(1, 2)
                .mapToObj(school -> """
                        {"school":"%s","site":"00","level":"primary","pupils":%d,"boarders":0,"disabilities":{"visual":1}}
                        """.formatted(county.code(school), school * 100))
                .collect(Collectors.joining(",", "[", "]"));

        put(snapshot, MediaType.APPLICATION_JSON, rows)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.pupils")
                .isEqualTo(300);
        get(snapshot, "/rows?limit=1")
                .expectBody()
                .jsonPath("$.items[0].disabilities.visual")
                .isEqualTo(1)
                .jsonPath("$.next")
                .isNotEmpty();
    }

    /** A spreadsheet made 1 of 01, and the floor of a hundred pupils was given twice. */
    @Test
    void aSiteIsOneHoweverASpreadsheetWroteIt() throws IOException {
        UUID snapshot = begun();
        for (String again : List.of("1", "001", "1.0", "０１", " 01 ", "\u200B01", "'01")) {
            assertThat(codes(snapshot, csv(row(1, "01", "小学", "40,0,0,0"), row(1, again, "小学", "30,0,0,0"))))
                    .as(again)
                    .containsExactly("enrolment-row-repeated");
        }
        assertThat(codes(snapshot, csv(row(1, "1E3", "小学", "40,0,0,0"), row(1, "1月2日", "小学", "4,0,0,0"))))
                .containsExactly("identifier-rewritten", "identifier-rewritten");

        put(
                        snapshot,
                        CSV,
                        csv(
                                row(1, "1", "小学", "40,0,0,0"),
                                row(1, "01", "初中", "30,0,0,0"),
                                row(1, "a-1", "小学", "5,0,0,0")))
                .expectStatus()
                .isOk();
        assertThat(json(get(snapshot, "/rows")).<List<String>>read("$.items[*].site"))
                .containsExactly("01", "01", "A-1");
        put(snapshot, MediaType.APPLICATION_JSON, """
                        [{"school":" %s","site":"1","level":"小学","pupils":3,"boarders":0}]
                        """.formatted(county.code(1).toUpperCase(Locale.ROOT)))
                .expectStatus()
                .isOk();
        assertThat(json(get(snapshot, "/rows")).<List<String>>read("$.items[*].site"))
                .containsExactly("01");
        put(snapshot, XLSX, workbook(sheet -> {
                    words(sheet, 0, "学校代码", "教学点代码", "学段", "学生数");
                    words(sheet, 1, county.code(1), "01", "小学");
                    sheet.value(1, 3, 40);
                    words(sheet, 2, county.code(1), "", "小学");
                    sheet.value(2, 1, 1);
                    sheet.style(2, 1).format("00").set();
                    sheet.value(2, 3, 30);
                }))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.values.problems[0].code")
                .isEqualTo("enrolment-row-repeated");
    }

    @Test
    void readsTheHeadingAsAPersonWould() throws IOException {
        String code = county.code(1);
        List<byte[]> files = new ArrayList<>(Stream.of(
                        "广东省学籍统计表,,,\n填表单位：某县,,,\n学校代码,学段,学生数\n%s,小学,10\n",
                        "*学校代码,学段（必填）,学生数（人）\n%s,小学,10\n",
                        "学校代码；学段；学生数\n%s；小学；10\n",
                        "学校代码;学段;学生数\n%s;小学;10\n",
                        "学校代码\t学段\t学生数\n%s\t小学\t10\n",
                        "sep=,\n学校代码,学段,学生数\n%s,小学,10\n",
                        "\uFEFFsep=;\r\n学校代码;学段;学生数\r\n%s;小学;10\r\n",
                        "\"学校\n代码\",\" 学 段\",\"学生数\r\n[人]\"\n%s,小学,10\n",
                        "１.学校代码：,学段,残疾类别,,学生数\n,,视力残疾,听力残疾\n%s,小学,0,,10\n",
                        "SCHOOL,Level,pupils,备注\n%s,Primary,10,x\n,,,共 1 行\nSCHOOL,Level,pupils\n")
                .map(file -> file.formatted(code).getBytes(StandardCharsets.UTF_8))
                .toList());
        files.add("学校代码,学段,学生数\n%s,小学,10\n".formatted(code).getBytes(Charset.forName("GB18030")));
        files.add("\uFEFF学校代码\t学段\t学生数\n%s\t小学\t10\n".formatted(code).getBytes(StandardCharsets.UTF_16LE));
        files.add(workbook(sheet -> {
            sheet.range(0, 0, 0, 3).merge();
            words(sheet, 0, "某县 2025 年秋季学籍");
            words(sheet, 2, "*学校\n代码", "学段", "学生数（人）");
            words(sheet, 3, code, "小学", "10");
        }));
        files.add(afterAnExplanation(code));

        for (byte[] file : files) {
            DocumentContext tried = json(send(begun(), "/dry-run", MediaType.APPLICATION_OCTET_STREAM, file));
            assertThat(tried.<Integer>read("$.acceptable"))
                    .as(new String(file, StandardCharsets.UTF_8))
                    .isEqualTo(1);
            assertThat(tried.<Integer>read("$.difference.pupilsNow")).isEqualTo(10);
        }
    }

    @Test
    void saysWhatWasFoundWhereWhenThereIsNoHeading() {
        put(begun(), CSV, "学籍统计,,\n学校代码,学段,学生总\u200B数\ns1,小学,10\n")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.values.row")
                .isEqualTo("2")
                .jsonPath("$.values.found")
                .isEqualTo("A “学校代码”，B “学段”，C “学生总□[U+200B]数”");
    }

    @Test
    void readsNumbersAndCodesHoweverTheyAreTyped() {
        UUID snapshot = begun();
        String wide = county.code(1)
                .chars()
                .mapToObj(sign -> Character.toString(sign > ' ' && sign <= '~' ? sign + 0xFEE0 : sign))
                .collect(Collectors.joining());
        for (String pupils :
                List.of("1000", "\"1,000\"", "１０００", "１，０００", "1000\u00A0", " 1 000 ", "1000.0", "+1000", "'1000")) {
            DocumentContext tried = json(send(
                    snapshot,
                    "/dry-run",
                    CSV,
                    ("学校代码,教学点代码,学段,学生数\n" + wide + ",, 小学\u3000," + pupils + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(tried.<List<String>>read("$.problems[*].code"))
                    .as(pupils)
                    .isEmpty();
            assertThat(tried.<Integer>read("$.difference.pupilsNow")).as(pupils).isEqualTo(1000);
        }
        for (String pupils :
                List.of("12.5", "TRUE", "#N/A", "\"1,00\"", "10²", "①", "1E3", "一千", "1O", "0x10", "2026-11-29", "-")) {
            assertThat(codes(snapshot, csv(row(1, "", "小学", pupils + ",0,0,0"))))
                    .as(pupils)
                    .containsExactly("enrolment-number-malformed");
        }
        DocumentContext unseen = json(
                send(snapshot, "/dry-run", CSV, csv("ѕ\u200B1,,小学,1,0,0,0\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(unseen.<String>read("$.problems[0].values.school")).isEqualTo("ѕ[U+0455]□[U+200B]1");
    }

    @Test
    void aCellThatIsNeitherWordNorNumberIsRefused() throws IOException {
        byte[] file = workbook(sheet -> {
            words(sheet, 0, "学校代码", "教学点代码", "学段", "学生数", "寄宿生数");
            for (int row = 1; row <= 6; row++) {
                words(sheet, row, county.code(1), "0" + row, "小学");
            }
            sheet.value(1, 3, true);
            sheet.value(2, 3, 46000);
            sheet.style(2, 3).format("yyyy-mm-dd").set();
            sheet.formula(3, 3, "SUM(D1:D2)");
            sheet.value(4, 3, 12.5);
            sheet.value(5, 3, -3);
            sheet.value(6, 0, 440_106_000_000_012_345L);
            sheet.value(6, 3, 1);
        });

        DocumentContext tried = json(send(begun(), "/dry-run", XLSX, file));

        assertThat(tried.<List<String>>read("$.problems[*].code"))
                .containsExactly(
                        "enrolment-cell-truth",
                        "enrolment-cell-day",
                        "enrolment-cell-uncalculated",
                        "enrolment-number-malformed",
                        "enrolment-number-out-of-range",
                        "enrolment-cell-rounded");
        assertThat(json(send(begun(), "/dry-run", XLSX, rewritten(file, "t=\"b\"><v>1<", "t=\"e\"><v>#N/A<")))
                        .<List<String>>read("$.problems[*].code"))
                .first()
                .isEqualTo("enrolment-cell-error");
    }

    /** 1.4 kB ended the process: the library made room for every column up to the one that was named. */
    @Test
    void aCellBeyondEverySheetIsRefused() throws IOException {
        byte[] file = rewritten(workbook(county.code(1), 10), "r=\"A1\"", "r=\"HZZZZZ1\"");

        assertThat(file).hasSizeLessThan(4_000);
        refused(begun(), file, "enrolment-cell-beyond");
    }

    @Test
    void theErrorWorkbookCanBeSentAgainAndSaysWhenNotEveryFaultIsMarked() throws IOException {
        StringBuilder many = new StringBuilder(HEADING).append(row(1, "01", "小学", "5,0,0,0"));
        for (int row = 0; row < 1_001; row++) {
            many.append(row(2, "01", "大学", "5,0,0,0"));
        }
        byte[] workbook = Objects.requireNonNull(
                send(begun(), "/error-workbook", CSV, many.toString().getBytes(StandardCharsets.UTF_8))
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody());

        try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            assertThat(read.getFirstSheet().read().get(1_003).getCellText(Column.values().length))
                    .contains("enrolment-faults-cut");
        }
        DocumentContext again = json(send(begun(), "/dry-run", XLSX, workbook));
        assertThat(again.<Integer>read("$.rows")).isEqualTo(1_002);
        assertThat(again.<Integer>read("$.acceptable")).isEqualTo(1);
        assertThat(again.<Integer>read("$.faults")).isEqualTo(1_001);
    }

    @Test
    void anotherBureausCountIsNotFound() {
        Actor stranger = new TestCounty(database, 0).official();
        UUID snapshot = frozen(row(1, "00", "小学", "300,20,1,0"));

        signedIn(context, stranger)
                .get()
                .uri(SNAPSHOTS + "/" + snapshot)
                .exchange()
                .expectStatus()
                .isNotFound();
        signedIn(context, stranger)
                .put()
                .uri(SNAPSHOTS + "/" + snapshot + "/rows")
                .contentType(CSV)
                .bodyValue("x")
                .exchange()
                .expectStatus()
                .isNotFound();
        signedIn(context, county.at(1, Role.ACCOUNTANT))
                .get()
                .uri(SNAPSHOTS)
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isIn(403, 404));
    }

    @Test
    void theSameKeyBeginsOneCount() {
        String key = Ids.next().toString();
        for (int time = 0; time < 2; time++) {
            signedIn(context, official)
                    .post()
                    .uri(SNAPSHOTS)
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"fiscalYear\":2026,\"censusDate\":\"2025-09-01\"}")
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        signedIn(context, official)
                .get()
                .uri(SNAPSHOTS)
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }

    private String row(int school, String site, String level, String numbers) {
        return county.code(school) + "," + site + "," + level + "," + numbers + "\n";
    }

    private static String csv(String... rows) {
        return HEADING + String.join("", rows);
    }

    private UUID begun() {
        return UUID.fromString(
                json(begin(official, 2026, "2025-09-01").expectStatus().isCreated())
                        .read("$.id"));
    }

    private UUID frozen(String... rows) {
        UUID snapshot = begun();
        put(snapshot, CSV, csv(rows)).expectStatus().isOk();
        post(snapshot, "/freeze").expectStatus().isOk();
        return snapshot;
    }

    private ResponseSpec begin(Actor actor, int year, String census) {
        return signedIn(context, actor)
                .post()
                .uri(SNAPSHOTS)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"fiscalYear\":%d,\"censusDate\":\"%s\"}".formatted(year, census))
                .exchange();
    }

    private void refused(UUID snapshot, byte[] file, String code) {
        put(snapshot, MediaType.APPLICATION_OCTET_STREAM, file)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    private ResponseSpec put(UUID snapshot, MediaType type, Object body) {
        return signedIn(context, official)
                .put()
                .uri(SNAPSHOTS + "/" + snapshot + "/rows")
                .contentType(type)
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec send(UUID snapshot, String path, MediaType type, byte[] body) {
        return signedIn(context, official)
                .post()
                .uri(SNAPSHOTS + "/" + snapshot + path)
                .contentType(type)
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec post(UUID snapshot, String path) {
        return signedIn(context, official)
                .post()
                .uri(SNAPSHOTS + "/" + snapshot + path)
                .exchange();
    }

    private ResponseSpec get(UUID snapshot, String path) {
        return signedIn(context, official)
                .get()
                .uri(SNAPSHOTS + "/" + snapshot + path)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static DocumentContext json(ResponseSpec answer) {
        byte[] body = Objects.requireNonNull(answer.expectBody().returnResult().getResponseBody());
        return JsonPath.parse(new String(body, StandardCharsets.UTF_8));
    }

    private boolean refusedByTheDatabase(String sql, UUID snapshot) {
        try {
            database.sql(sql).bind("id", snapshot).then().block();
            return false;
        } catch (org.springframework.dao.DataAccessException refused) {
            return true;
        }
    }

    private List<String> violations() {
        return invariants.stream()
                .filter(invariant -> invariant.code().contains("snapshots"))
                .flatMap(invariant -> invariant
                        .check()
                        .map(found -> invariant.code() + " " + found)
                        .toStream())
                .toList();
    }

    private static byte[] workbook(String school, int pupils) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "test", null)) {
            Worksheet sheet = workbook.newWorksheet("学籍");
            sheet.value(0, 0, "学段");
            sheet.value(0, 1, "学生数");
            sheet.value(0, 2, "学校代码");
            sheet.value(2, 0, "小学");
            sheet.value(2, 1, pupils);
            sheet.value(2, 2, school);
        }
        return file.toByteArray();
    }

    private List<String> codes(UUID snapshot, String file) {
        return json(send(snapshot, "/dry-run", CSV, file.getBytes(StandardCharsets.UTF_8)))
                .read("$.problems[*].code");
    }

    private static byte[] workbook(Consumer<Worksheet> filled) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "test", null)) {
            filled.accept(workbook.newWorksheet("学籍"));
        }
        return file.toByteArray();
    }

    private static byte[] afterAnExplanation(String school) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "test", null)) {
            words(workbook.newWorksheet("填表说明"), 0, "每个教学点、每个学段一行。");
            Worksheet sheet = workbook.newWorksheet("学籍");
            words(sheet, 0, "学校代码", "学段", "学生数");
            words(sheet, 1, school, "小学", "10");
        }
        return file.toByteArray();
    }

    private static void words(Worksheet sheet, int row, String... words) {
        for (int column = 0; column < words.length; column++) {
            sheet.value(row, column, words[column]);
        }
    }

    /** The same workbook with something else in its sheet. */
    private static byte[] rewritten(byte[] workbook, String from, String to) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Path saved = Files.createTempFile("before", ".xlsx");
        assertThat(Files.write(saved, workbook)).exists();
        try (ZipFile old = new ZipFile(saved.toFile());
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (ZipEntry part : old.stream().map(ZipEntry.class::cast).toList()) {
                String content = new String(old.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8);
                boolean sheet = part.getName().endsWith("sheet1.xml");
                assertThat(!sheet || content.contains(from)).as(content).isTrue();
                zip.putNextEntry(new ZipEntry(part.getName()));
                zip.write((sheet ? content.replace(from, to) : content).getBytes(StandardCharsets.UTF_8));
            }
        }
        return file.toByteArray();
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] nothing = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 160; megabyte++) {
                zip.write(nothing);
            }
        }
        return file.toByteArray();
    }
}
