package org.ziyuan.marketplace.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.UnreadableSheet.Reason;

/**
 * Reads a table written as words. It is CSV in UTF-8, with or without a byte order mark, in the UTF-16 of "Unicode
 * text" or in the GBK that Chinese spreadsheets write; parted by commas, semicolons, tabs or bars, as the file says in
 * {@code sep=;} or shows.
 */
final class WordsFile implements SheetFile {

    private static final Charset GBK = Charset.forName("GB18030");
    private static final String PARTINGS = ",;\t|，；";
    private static final int LOOKED_AT = 64 * 1024;
    private static final int LINES_LOOKED_AT = 20;
    private static final Pattern SAID =
            Pattern.compile("^\\s*\"?sep=(.)\"?[,;\\t ]*(?:\\r\\n|\\r|\\n|$)", Pattern.CASE_INSENSITIVE);

    private final Path file;

    WordsFile(Path file) {
        this.file = file;
    }

    @Override
    public void read(Takers takers) throws IOException {
        Charset charset = charset();
        try (Reader text = open(charset)) {
            text.mark(LOOKED_AT);
            char[] head = new char[LOOKED_AT];
            int read = filled(text, head);
            text.reset();
            String beginning = new String(head, 0, read);
            Matcher said = SAID.matcher(beginning);
            Rows rows = takers.next();
            if (said.find()) {
                long skipped = text.skip(said.end());
                new Words(text, said.group(1).charAt(0), Math.toIntExact(Math.min(1, skipped))).read(rows);
            } else {
                new Words(text, parting(beginning), 0).read(rows);
            }
        } catch (CharacterCodingException malformed) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        boolean unused = takers.found();
    }

    /** The sign that stands in most of the first lines; of two that do so equally, the one that is there more often. */
    private static char parting(String beginning) {
        char best = ',';
        long most = 0;
        for (char sign : PARTINGS.toCharArray()) {
            long[] counts = beginning
                    .lines()
                    .filter(line -> !line.isBlank())
                    .limit(LINES_LOOKED_AT)
                    .mapToLong(line ->
                            unquoted(line).chars().filter(at -> at == sign).count())
                    .toArray();
            long lines = Arrays.stream(counts).filter(count -> count > 0).count();
            long weight = lines * LOOKED_AT + Arrays.stream(counts).sum();
            if (weight > most) {
                most = weight;
                best = sign;
            }
        }
        return best;
    }

    private static String unquoted(String line) {
        return line.replaceAll("\"[^\"]*\"", "");
    }

    private Charset charset() throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] mark = bytes.readNBytes(2);
            if (mark.length == 2 && (mark[0] & 0xFF) == 0xFF && (mark[1] & 0xFF) == 0xFE) {
                return StandardCharsets.UTF_16LE;
            }
            if (mark.length == 2 && (mark[0] & 0xFF) == 0xFE && (mark[1] & 0xFF) == 0xFF) {
                return StandardCharsets.UTF_16BE;
            }
        }
        char[] unread = new char[8192];
        try (Reader text = open(StandardCharsets.UTF_8)) {
            while (text.read(unread) >= 0) {
                // Reading to the end is the question.
            }
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException other) {
            return GBK;
        }
    }

    /** The text behind its byte order mark. */
    private Reader open(Charset charset) throws IOException {
        Reader text = new BufferedReader(
                new InputStreamReader(
                        Files.newInputStream(file),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                LOOKED_AT);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    private static int filled(Reader text, char[] head) throws IOException {
        int place = 0;
        int read = text.read(head);
        while (read > 0) {
            place += read;
            read = place < head.length ? text.read(head, place, head.length - place) : 0;
        }
        return place;
    }

    /** The rows of such a text. What stands in quotes may hold partings, ends of lines and, doubled, quotes. */
    private static final class Words {

        private final Reader text;
        private final char parting;
        private final StringBuilder word = new StringBuilder();
        private @Nullable List<Cell> cells;
        private int columns;
        private int number;

        Words(Reader text, char parting, int linesBefore) {
            this.text = text;
            this.parting = parting;
            this.number = linesBefore;
        }

        void read(Rows rows) throws IOException {
            boolean quoted = false;
            boolean begun = false;
            int next = text.read();
            while (next >= 0) {
                char sign = (char) next;
                next = text.read();
                if (quoted && sign == '"' && next == '"') {
                    put(sign);
                    next = text.read();
                } else if (sign == '"' && (quoted || !begun)) {
                    quoted = !quoted;
                    begun = true;
                } else if (quoted) {
                    put(sign);
                } else if (sign == parting) {
                    end();
                    begun = false;
                } else if (sign == '\n' || sign == '\r') {
                    if (sign == '\r' && next == '\n') {
                        next = text.read();
                    }
                    end(rows);
                    begun = false;
                } else {
                    put(sign);
                    begun = true;
                }
            }
            if (quoted) {
                throw new UnreadableSheet(Reason.UNREADABLE);
            }
            if (begun || columns > 0) {
                end(rows);
            }
        }

        private void put(char sign) {
            if (sign == 0 || word.length() >= LONGEST_CELL) {
                throw new UnreadableSheet(Reason.UNREADABLE);
            }
            word.append(sign);
        }

        private void end() {
            columns++;
            if (columns > MOST_COLUMNS) {
                throw new UnreadableSheet(Reason.BEYOND, "row " + (number + 1));
            }
            if (columns <= COLUMNS_READ) {
                row().add(Cell.word(word.toString()));
            }
            word.setLength(0);
        }

        private void end(Rows rows) {
            end();
            number++;
            rows.row(number, row());
            cells = null;
            columns = 0;
        }

        private List<Cell> row() {
            List<Cell> row = cells == null ? new ArrayList<>() : cells;
            cells = row;
            return row;
        }
    }
}
