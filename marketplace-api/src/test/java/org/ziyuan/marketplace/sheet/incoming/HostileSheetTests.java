package org.ziyuan.marketplace.sheet.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** Files that were made to end the process: each is refused before memory is taken for it. */
class HostileSheetTests {

    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String TEXTS = "xl/sharedStrings.xml";
    private static final long LARGEST = 128L << 20;
    /** What reading any of them may take; the file of 1.4 kB took all there was. */
    private static final long ROOM = 64L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"HZZZZZ1", "ZZZZZZZ9", "XFE1", "A1048577", "A99999999999", "1A", "A0", "A-1", "AA", ""})
    void aPlaceThatNoSheetHasIsRefused(String place) throws IOException {
        UnreadableSheet refused = refused(sheet("<row><c r=\"" + place + "\"><v>1</v></c></row>"));

        assertThat(refused.reason()).isEqualTo(Reason.BEYOND);
        assertThat(refused.place()).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1048577", "99999999999999999999", "0", "-1", "1e9"})
    void aRowThatNoSheetHasIsRefused(String row) throws IOException {
        assertThat(refused(sheet("<row r=\"" + row + "\"><c><v>1</v></c></row>"))
                        .reason())
                .isEqualTo(Reason.BEYOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r='2'/><row r='2'/>",
                "<row r='5'/><row r='4'/>",
                "<row r='1'><c r='A2'><v>1</v></c></row>",
                "<row><c t='s'><v>0</v></c></row>",
                "<row><c t='s'><v>-1</v></c></row>",
                "<row><c t='s'><v>99999999999</v></c></row>",
                "<row><c t='s'><v>x</v></c></row>",
                "<row><c><v>1</v></row>",
                "<row><c><v>&lol;</v></c></row>"
            })
    void whatContradictsItselfIsRefused(String rows) throws IOException {
        assertThat(refused(sheet(rows)).reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void cellsThatGoBackAreRefused() throws IOException {
        assertThat(refused(sheet("<row><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"))
                        .reason())
                .isEqualTo(Reason.BEYOND);
        assertThat(refused(sheet("<row>" + "<c/>".repeat(16_385) + "</row>")).reason())
                .isEqualTo(Reason.BEYOND);
    }

    @Test
    void everyKindOfCellIsToldFromTheOthers() throws IOException {
        String styles = "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;年&quot;'/>"
                + "<numFmt numFmtId='171' formatCode='[Red]0&quot;days&quot;\\y'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
                + "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='171'/>"
                + "<xf numFmtId='31'/></cellXfs></styleSheet>";
        String rows = """
                <row r="3" spans="1:2147483647"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c>
                <c r="C3" s="1"><v>46000</v></c><c r="D3" s="2"><v>46000</v></c><c r="E3" s="4"><v>1</v></c>
                <c r="F3"><f>A1</f></c><c r="G3"><f>A1</f><v>7</v></c><c r="H3" t="str"><f>A1</f><v>七</v></c>
                <c r="I3"><v>4.4010600000001203E+17</v></c><c r="J3"><v>1E3</v></c><c r="K3"><v>1100.0000000000002</v></c>
                <c r="L3" s="3"><v>5</v></c><c r="N3" t="inlineStr"><is><r><t>学</t></r><rPh><t>xué</t></rPh><r><t>校_x000D_</t></r></is></c>
                <c r="O3" t="d"><v>2026-11-29</v></c><c r="XFD3"><v>1</v></c></row>
                """;
        String links = "<Relationships><Relationship Id='rId1' Type='urn:x/worksheet' Target='worksheets/sheet1.xml'/>"
                + "<Relationship Id='rId3' Type='urn:x/styles' Target='styles.xml'/></Relationships>";

        byte[] book = book(Map.of(
                SHEET,
                bytes("\uFEFF" + worksheet(rows)),
                "xl/styles.xml",
                bytes(styles),
                "xl/_rels/workbook.xml.rels",
                bytes(links)));

        assertThat(kinds(book))
                .isEqualTo(
                        "3:TRUTH TRUE|ERROR #N/A|DAY 46000|DAY 46000|DAY 1|UNCALCULATED |NUMBER 7|WORD 七"
                                + "|ROUNDED 440106000000012000|NUMBER 1000|NUMBER 1100|NUMBER 5|NOTHING |WORD 学校\r|DAY 2026-11-29\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a,b;c\n1,2\n", "sep=,\na,b;c\n1,2\n", "\"a\",b;c\r\n1,2", "a\tb;c\r1\t2\r", "a;b;c\n1;2;\n"})
    void wordsArePartedAsTheFileShows(String text) throws IOException {
        String[] rows = read(bytes(text))
                .replace("b;c", "b")
                .replace("b|c", "b")
                .replace("2|", "2")
                .split("\n", -1);

        assertThat(rows).hasSize(3);
        assertThat(rows[0]).matches("[12]:a\\|b");
        assertThat(rows[1]).matches("[23]:1\\|2");
    }

    @Test
    void quotesHoldPartingsLinesAndQuotes() throws IOException {
        assertThat(read(bytes("a,\"b,\n\"\"c\"\"\"\n\"\",5\" x\n"))).isEqualTo("1:a|b,\n\"c\"\n2:|5\" x\n");
    }

    @Test
    void wordsAreReadInWhateverTheyAreEncoded() throws IOException {
        String text = "学校\t𠮷\n";
        byte[] utf8 = bytes(text);
        byte[] marked = bytes("\uFEFF" + text);
        byte[] gb = text.getBytes(Charset.forName("GB18030"));
        byte[] unicode = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
        byte[] other = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE);

        for (byte[] file : new byte[][] {utf8, marked, gb, unicode, other}) {
            assertThat(read(file)).isEqualTo("1:学校|𠮷\n");
        }
    }

    @Test
    void entitiesAreNotRead() throws IOException {
        String laughs =
                "<!DOCTYPE worksheet [<!ENTITY a \"" + "ha".repeat(1000) + "\"><!ENTITY b \"" + "&a;".repeat(1000)
                        + "\"><!ENTITY c \"" + "&b;".repeat(1000)
                        + "\">]><worksheet><sheetData><row><c t=\"str\"><v>&c;</v></c>"
                        + "</row></sheetData></worksheet>";
        String outside = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row>"
                + "<c t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>";

        for (String hostile : new String[] {laughs, outside}) {
            assertThat(refused(book(Map.of(SHEET, bytes(hostile)))).reason()).isEqualTo(Reason.UNREADABLE);
        }
    }

    @Test
    void whatAParserWouldKeepIsBounded() throws IOException {
        String deep = "<a>".repeat(1_000_000);
        String names =
                IntStream.range(0, 400_000).mapToObj(name -> "<n" + name + "/>").collect(Collectors.joining());
        String attributes = IntStream.range(0, 400_000)
                .mapToObj(name -> "<row n" + name + "='1'/>")
                .collect(Collectors.joining());
        String spaces = IntStream.range(0, 400_000)
                .mapToObj(name -> "<row xmlns:p" + name + "='urn:" + name + "'/>")
                .collect(Collectors.joining());
        String tag = "<row a='" + noise(4_000_000) + "'/>";
        String comment = "<!--" + noise(1_000_000) + "<".repeat(20_000_000) + "-->";
        String text = "<row><c t='inlineStr'><is><t>" + noise(4_000_000) + "</t></is></c></row>";
        String pieces =
                "<row><c t='inlineStr'><is><t>" + "<![CDATA[abcdefgh]]>".repeat(400_000) + "</t></is></c></row>";

        for (String hostile : new String[] {deep, names, attributes, spaces, tag, comment, text, pieces}) {
            assertThat(refused(sheet(hostile)).reason())
                    .as(hostile.substring(0, 20))
                    .isIn(Reason.UNREADABLE, Reason.INFLATES);
        }
    }

    @Test
    void sharedTextsAreBoundedByNumberAndLength() throws IOException {
        String many = "<sst>" + noisy("<si><t>%s</t></si>", 600_000, 4) + "</sst>";
        String said = "<sst count='2147483647' uniqueCount='2147483647'><si><t>学校代码</t></si></sst>";

        assertThat(refused(book(Map.of(
                                SHEET, bytes(worksheet("<row><c t='s'><v>0</v></c></row>")), TEXTS, bytes(many))))
                        .reason())
                .isEqualTo(Reason.INFLATES);
        assertThat(read(book(Map.of(SHEET, bytes(worksheet("<row><c t='s'><v>0</v></c></row>")), TEXTS, bytes(said)))))
                .isEqualTo("1:学校代码\n");
    }

    @Test
    void bombsAreRefusedByWhatTheyThemselvesSay() throws IOException {
        String nothing = " ".repeat(2 << 20);
        assertThat(refused(sheet(nothing)).reason()).isEqualTo(Reason.INFLATES);

        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int part = 0; part < 1_001; part++) {
            parts.put("xl/media/" + part, new byte[0]);
        }
        assertThat(refused(book(parts)).reason()).isEqualTo(Reason.INFLATES);
    }

    @Test
    void aWorkbookOfAThousandSheetsIsRefused() throws IOException {
        String sheets = IntStream.range(0, 1_000)
                .mapToObj(sheet -> "<sheet name='s" + sheet + "' r:id='rId1'/>")
                .collect(Collectors.joining());
        String book = "<workbook xmlns:r='urn:r'><sheets>" + sheets + "</sheets></workbook>";

        assertThat(refused(book(Map.of("xl/workbook.xml", bytes(book)))).reason())
                .isEqualTo(Reason.INFLATES);
    }

    @ParameterizedTest
    @CsvSource({"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", SHEET})
    void aWorkbookThatLacksAPartIsRefused(String part) throws IOException {
        Map<String, byte[]> parts = parts();
        assertThat(parts.remove(part)).isNotNull();

        assertThat(refused(zip(parts)).reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void anEncodingInWhichNothingCanBeSeenIsRefused() throws IOException {
        String rows = worksheet("<row><c><v>1</v></c></row>");

        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, Charset.forName("IBM037")}) {
            String declared = "<?xml version='1.0' encoding='" + charset.name() + "'?>" + rows;
            assertThat(refused(book(Map.of(SHEET, declared.getBytes(charset)))).reason())
                    .isEqualTo(Reason.UNREADABLE);
        }
    }

    @Test
    void aLineOfNothingButCommasAndAnOpenQuoteAreRefused() throws IOException {
        assertThat(refused(",".repeat(16_000_000).getBytes(StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo(Reason.BEYOND);
        assertThat(refused(("a,\"" + "b\n".repeat(8_000_000)).getBytes(StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo(Reason.UNREADABLE);
        assertThat(refused("a,b\0\n".getBytes(StandardCharsets.UTF_8)).reason()).isEqualTo(Reason.UNREADABLE);
    }

    private static byte[] sheet(String rows) throws IOException {
        return book(Map.of(SHEET, bytes(worksheet(rows))));
    }

    private static String worksheet(String rows) {
        return "<?xml version='1.0' encoding='UTF-8'?><worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    }

    private static byte[] book(Map<String, byte[]> others) throws IOException {
        Map<String, byte[]> parts = parts();
        parts.putAll(others);
        return zip(parts);
    }

    private static Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(
                "_rels/.rels",
                bytes("<Relationships><Relationship Id='rId1' Type='urn:x/officeDocument'"
                        + " Target='xl/workbook.xml'/></Relationships>"));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                bytes("<Relationships><Relationship Id='rId1' Type='urn:x/worksheet'"
                        + " Target='worksheets/sheet1.xml'/><Relationship Id='rId2' Type='urn:x/sharedStrings'"
                        + " Target='/xl/sharedStrings.xml'/></Relationships>"));
        parts.put(
                "xl/workbook.xml",
                bytes("<workbook xmlns:r='urn:r'><sheets><sheet name='a' r:id='rId1'/></sheets></workbook>"));
        parts.put(SHEET, bytes(worksheet("<row><c><v>1</v></c></row>")));
        return parts;
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(all)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Letters that do not pack well, so that it is not the ratio that is refused. */
    private static String noise(int length) {
        Random random = new Random(length);
        StringBuilder noise = new StringBuilder(length);
        for (int place = 0; place < length; place++) {
            noise.append((char) ('a' + random.nextInt(26)));
        }
        return noise.toString();
    }

    private static String noisy(String pattern, int times, int length) {
        String noise = noise(times * length);
        StringBuilder all = new StringBuilder();
        for (int time = 0; time < times; time++) {
            all.append(pattern.replace("%s", noise.substring(time * length, (time + 1) * length)));
        }
        return all.toString();
    }

    private static UnreadableSheet refused(byte[] file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        UnreadableSheet refused = catchThrowableOfType(UnreadableSheet.class, () -> read(file));

        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(refused).isNotNull();
        assertThat(taken).isLessThan(ROOM);
        return refused;
    }

    private static String read(byte[] file) throws IOException {
        return read(file, Cell::text);
    }

    private static String kinds(byte[] file) throws IOException {
        return read(file, cell -> cell.kind() + " " + cell.text());
    }

    private static String read(byte[] file, Function<Cell, String> written) throws IOException {
        StringBuilder read = new StringBuilder();
        SheetFile.of(file, LARGEST).read(new SheetFile.Takers() {
            @Override
            public Rows next() {
                return (number, cells) -> read.append(number)
                        .append(':')
                        .append(cells.stream().map(written).collect(Collectors.joining("|")))
                        .append('\n');
            }

            @Override
            public boolean found() {
                return true;
            }
        });
        return read.toString();
    }
}
