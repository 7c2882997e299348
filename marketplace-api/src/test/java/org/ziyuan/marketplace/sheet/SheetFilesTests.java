package org.ziyuan.marketplace.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class SheetFilesTests {

    private static final String[] HOSTILE = {
        "=HYPERLINK(\"http://evil.example\",\"看这里\")",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "＝1+1",
        "＠SUM(1)",
        "\u00A0=1+1",
        "\u3000＝1+1",
        "\u200B=1+1",
        "\uFEFF@SUM(1)",
        "﹢1",
        "－1+1"
    };

    /** What a spreadsheet would show otherwise than it was written. */
    private static final String[] REWRITTEN = {
        "2026112622001412345678901234", "00057", "01", "1E5", "12/3", "1-2", "2-Jan", "1.10", "8:30", "０１"
    };

    @Test
    void aWordThatCouldCalculateIsMarkedAsAWordInCsv() {
        for (String hostile : HOSTILE) {
            String line = csv(oneRow(hostile, Money.ofFen(-1230), 7)).split("\r\n", 2)[1];

            assertThat(line.replaceFirst("^\"", "")).as(hostile).startsWith("'");
            assertThat(line).endsWith(",-12.30,7\r\n");
        }
    }

    @Test
    void aWordThatASpreadsheetWouldRewriteIsMarkedAsAWord() throws IOException {
        for (String code : REWRITTEN) {
            assertThat(csv(oneRow(code, 7)).split("\r\n", 2)[1]).as(code).isEqualTo("'" + code + ",7\r\n");

            byte[] file = bytes(SheetFormat.XLSX, oneRow(code));
            Cell cell = rows(file).get(1).getCell(0);
            assertThat(cell.getType()).as(code).isEqualTo(CellType.STRING);
            assertThat(cell.getText()).isEqualTo(code);
            assertThat(staysAsItIs(file)).as(code).isTrue();
        }
    }

    @Test
    void aNumberOfMoreDigitsThanASpreadsheetKeepsIsAWord() throws IOException {
        Sheet sheet = oneRow(1_234_567_890_123_456L, Money.ofFen(1_234_567_890_123_456L), 999_999_999_999_999L);

        assertThat(csv(sheet)).endsWith("\r\n'1234567890123456,'12345678901234.56,999999999999999\r\n");
        Row row = rows(bytes(SheetFormat.XLSX, sheet)).get(1);
        assertThat(row.getCell(0).getText()).isEqualTo("1234567890123456");
        assertThat(row.getCell(1).getText()).isEqualTo("12345678901234.56");
        assertThat(row.getCell(2).getType()).isEqualTo(CellType.NUMBER);
    }

    @Test
    void ordinaryWordsStayAsTheyAre() {
        assertThat(csv(oneRow("PO-2026-000123", "2026-000123", 0.5, "440106", "s00057", "3.5")))
                .endsWith("\r\nPO-2026-000123,2026-000123,0.5,440106,s00057,3.5\r\n");
        assertThat(csv(oneRow("荔湾区晨光小学", "a,b", "说“好”"))).contains("荔湾区晨光小学,\"a,b\",说“好”");
        assertThat(csv(oneRow("引号\"在中间", null, OffsetDateTime.parse("2026-11-23T01:02:03Z"))))
                .contains("\"引号\"\"在中间\",,2026-11-23 09:02:03");
    }

    @Test
    void aCsvFileBeginsWithAByteOrderMark() {
        assertThat(csv(oneRow("一"))).startsWith("\uFEFF名称");
    }

    @Test
    void noCellOfAWorkbookIsAFormulaOrBecomesOneWhenItIsEdited() throws IOException {
        for (String hostile : HOSTILE) {
            byte[] file = bytes(SheetFormat.XLSX, oneRow(hostile, Money.ofYuan("12.30")));

            Row row = rows(file).get(1);
            assertThat(staysAsItIs(file)).as(hostile).isTrue();
            Cell word = row.getCell(0);
            assertThat(word.getType()).as(hostile).isEqualTo(CellType.STRING);
            assertThat(word.getText().strip()).isEqualTo(hostile.strip());
            assertThat(row.getCell(1).asNumber()).isEqualByComparingTo("12.30");
            assertThat(sheetXml(file)).doesNotContain("<f>", "<f ");
        }
    }

    @Test
    void whatNoXmlMayHoldDoesNotDamageTheWorkbook() throws IOException {
        byte[] file = bytes(SheetFormat.XLSX, oneRow("钟\u0007声\uD800 <b>&amp;", "尾\uFFFF"));

        Row row = rows(file).get(1);
        assertThat(row.getCell(0).getText()).isEqualTo("钟\uFFFD声\uFFFD <b>&amp;");
        assertThat(row.getCell(1).getText()).isEqualTo("尾\uFFFD");
    }

    @Test
    void moreThanOneCellHoldsIsCutOffAndSaysSo() throws IOException {
        byte[] file = bytes(SheetFormat.XLSX, oneRow("长".repeat(40_000)));

        assertThat(rows(file).get(1).getCell(0).getText()).hasSize(32_000).endsWith("长…");
    }

    @Test
    void anEmptyTableIsAFileWithHeadings() throws IOException {
        Sheet empty = new Sheet("空", List.of("名称"), Flux.empty());

        assertThat(csv(empty)).isEqualTo("\uFEFF名称\r\n");
        assertThat(rows(bytes(SheetFormat.XLSX, empty))).hasSize(1);
    }

    /** Were the headings on their way already, the refusal could only break the file off. */
    @Test
    void nothingIsWrittenBeforeTheFirstRowsAreThere() {
        for (SheetFormat format : SheetFormat.values()) {
            Sheet refused = new Sheet("表", List.of("名称"), Flux.error(Refusal.forbidden("role-required")));

            StepVerifier.create(format.write(refused))
                    .expectError(Refusal.class)
                    .verify(Duration.ofSeconds(20));
        }
    }

    @Test
    void rowsAreReadAsTheyAreWrittenAndNotBefore() {
        AtomicInteger read = new AtomicInteger();
        for (SheetFormat format : SheetFormat.values()) {
            read.set(0);
            Sheet table = new Sheet(
                    "长表",
                    List.of("名称", "金额"),
                    Flux.range(1, 100_000)
                            .doOnNext(number -> read.incrementAndGet())
                            .map(number -> Sheet.row("第 " + number + " 行", Money.ofFen(number))));

            StepVerifier.create(format.write(table), 3)
                    .expectNextCount(3)
                    .thenCancel()
                    .verify(Duration.ofSeconds(20));

            assertThat(read).as(format.name()).hasValueLessThan(3_000);
        }
    }

    @Test
    void tenThousandRowsArriveComplete() throws IOException {
        Sheet sheet = new Sheet(
                "万行",
                List.of("序号", "名称"),
                Flux.fromStream(IntStream.rangeClosed(1, 10_000).mapToObj(number -> Sheet.row(number, "学校" + number))));

        List<Row> rows = rows(bytes(SheetFormat.XLSX, sheet));
        assertThat(rows).hasSize(10_001);
        assertThat(rows.get(10_000).getCell(1).getText()).isEqualTo("学校10000");
    }

    @Test
    void whatOneSheetDoesNotHoldGoesOnInTheNext() throws IOException {
        Sheet sheet = new Sheet("长表", List.of("序号"), Flux.range(1, 250).map(number -> Sheet.row(number)));

        byte[] file = bytes(Workbooks.of(sheet, 101));

        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            assertThat(book.getSheets())
                    .hasSize(3)
                    .allSatisfy(page ->
                            assertThat(page.read().get(0).getCellText(0)).isEqualTo("序号"));
            assertThat(book.getSheet(2).orElseThrow().read()).hasSize(51);
        }
    }

    /** A part without a byte in it made the server wait for ever: after a mebibyte nothing came any more. */
    @Test
    void aProvinceArrivesOverTheNetwork() throws IOException {
        int schools = 60_000;
        Sheet sheet = new Sheet(
                "全省",
                List.of("代码", "名称", "金额"),
                Flux.range(1, schools)
                        .map(number ->
                                Sheet.row("s" + number, "广东省某县第" + number + "小学", Money.ofFen(number * 1_234_567L))));
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> new ReactorHttpHandlerAdapter(
                                (question, answer) -> answer.writeWith(SheetFormat.XLSX.write(sheet)))
                        .apply(request, response))
                .bindNow();
        try {
            byte[] file = HttpClient.create()
                    .host("127.0.0.1")
                    .port(server.port())
                    .get()
                    .uri("/")
                    .responseContent()
                    .aggregate()
                    .asByteArray()
                    .block(Duration.ofSeconds(60));

            assertThat(rows(Objects.requireNonNull(file))).hasSize(schools + 1);
        } finally {
            server.disposeNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..\\..\\windows",
                "学校\r\nSet-Cookie: a=b",
                "a\"; filename=\"b.exe",
                "\u202Egnp.exe",
                "...",
                "/",
                ""
            })
    void aHostileNameBecomesAHarmlessFileName(String name) {
        String header = Objects.requireNonNull(SheetFormat.CSV
                .answer(new Sheet(name, List.of("名称"), Flux.empty()))
                .getHeaders()
                .getFirst("Content-Disposition"));

        assertThat(SheetFormat.fileName(name)).isNotEmpty().doesNotContainPattern("[\\\\/\"\\p{Cntrl}\\u202E]|^\\.");
        assertThat(header).startsWith("attachment; ").doesNotContain("\r", "\n", "exe\"; ");
    }

    @Test
    void chineseNamesReachTheBrowserWhole() {
        Sheet sheet = new Sheet("荔湾区教育局 2026 预算执行", List.of("名称"), Flux.empty());

        assertThat(SheetFormat.XLSX
                        .answer(sheet)
                        .getHeaders()
                        .getContentDisposition()
                        .getFilename())
                .isEqualTo("荔湾区教育局 2026 预算执行.xlsx");
        assertThat(SheetFormat.fileName("长".repeat(300))).hasSize(80);
    }

    @Test
    void anotherFormatIsRefused() {
        assertThatThrownBy(() -> SheetFormat.of("exe"))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("format-unknown"));
    }

    private static Sheet oneRow(@Nullable Object... cells) {
        List<String> headings = IntStream.range(0, cells.length)
                .mapToObj(column -> column == 0 ? "名称" : "列" + column)
                .collect(Collectors.toList());
        return new Sheet("表", headings, Flux.just(Sheet.row(cells)));
    }

    private static String csv(Sheet sheet) {
        return new String(bytes(SheetFormat.CSV, sheet), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(SheetFormat format, Sheet sheet) {
        return bytes(format.write(sheet));
    }

    private static byte[] bytes(Flux<DataBuffer> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (DataBuffer part : Objects.requireNonNull(parts.collectList().block())) {
            byte[] some = new byte[part.readableByteCount()];
            part.read(some);
            all.writeBytes(some);
        }
        return all.toByteArray();
    }

    private static List<Row> rows(byte[] file) throws IOException {
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            return book.getFirstSheet().read();
        }
    }

    /** Whether the first cell of the first row has the format in which a spreadsheet changes nothing. */
    private static boolean staysAsItIs(byte[] file) throws IOException {
        Matcher cell = Pattern.compile("r=\"A2\" s=\"([0-9]+)\"").matcher(sheetXml(file));
        List<String> styles = Pattern.compile("<xf [^>]*?numFmtId=\"([0-9]+)\"")
                .matcher(part(file, "xl/styles.xml").replaceFirst("(?s).*<cellXfs", ""))
                .results()
                .map(style -> style.group(1))
                .toList();
        return cell.find()
                && part(file, "xl/styles.xml")
                        .contains("numFmtId=\"" + styles.get(Integer.parseInt(cell.group(1))) + "\" formatCode=\"@\"");
    }

    private static String sheetXml(byte[] bytes) throws IOException {
        return part(bytes, "xl/worksheets/sheet1.xml");
    }

    private static String part(byte[] bytes, String name) throws IOException {
        Path file = Files.createTempFile("sheet", ".xlsx");
        try {
            Path unused = Files.write(file, bytes);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
            }
        } finally {
            Files.delete(file);
        }
    }
}
