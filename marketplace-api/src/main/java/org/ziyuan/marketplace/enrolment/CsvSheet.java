package org.ziyuan.marketplace.enrolment;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.ziyuan.marketplace.refusal.Refusal;

/** A CSV file in UTF-8, with or without a byte order mark, or in the GBK that Chinese spreadsheets write. */
final class CsvSheet implements Sheet {

    private static final Charset GBK = Charset.forName("GB18030");
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    @Override
    public void read(Path file, Rows rows) throws IOException {
        Charset charset = isUtf8(file) ? StandardCharsets.UTF_8 : GBK;
        try (Reader text = open(file, charset);
                CSVParser parser =
                        CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            for (CSVRecord line : parser) {
                rows.row(Math.toIntExact(line.getRecordNumber()), line.toList());
            }
        } catch (CharacterCodingException | CSVException | UncheckedIOException malformed) {
            throw Refusal.invalid("enrolment-file-unreadable");
        }
    }

    private static boolean isUtf8(Path file) throws IOException {
        char[] unread = new char[8192];
        try (Reader text = open(file, StandardCharsets.UTF_8)) {
            while (text.read(unread) >= 0) {
                // Reading to the end is the question.
            }
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static Reader open(Path file, Charset charset) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(3);
        boolean marked = bytes.read() == 0xEF && bytes.read() == 0xBB && bytes.read() == 0xBF;
        if (!marked) {
            bytes.reset();
        }
        return new BufferedReader(new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }
}
