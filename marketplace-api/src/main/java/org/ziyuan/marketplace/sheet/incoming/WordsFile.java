package org.ziyuan.marketplace.sheet.incoming;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/**
 * Reads a table written as words. It is CSV in UTF-8, with or without a byte order mark, in the UTF-16 of "Unicode
 * text" or in the GBK that Chinese spreadsheets write; parted by commas, semicolons, tabs or bars, as the file says in
 * {@code sep=;} or shows.
 */
final class WordsFile implements SheetFile {

    private static final String PARTINGS = ",;\t|，；";
    static final int LOOKED_AT = 64 * 1024;
    private static final int LINES_LOOKED_AT = 20;
    private static final Pattern SAID =
            Pattern.compile("^\\s*\"?sep=(.)\"?[,;\\t ]*(?:\\r\\n|\\r|\\n|$)", Pattern.CASE_INSENSITIVE);

    private final Opened file;

    WordsFile(Opened file) {
        this.file = file;
    }

    @Override
    public void read(Takers takers) throws IOException {
        Charset charset = WordsEncoding.of(file);
        try (Reader text = WordsEncoding.open(file, charset)) {
            text.mark(LOOKED_AT);
            char[] head = new char[LOOKED_AT];
            int read = filled(text, head);
            text.reset();
            String beginning = new String(head, 0, read);
            Matcher said = SAID.matcher(beginning);
            Rows rows = takers.next();
            if (said.find()) {
                long skipped = text.skip(said.end());
                new WordRows(text, said.group(1).charAt(0), Math.toIntExact(Math.min(1, skipped))).read(rows);
            } else {
                new WordRows(text, parting(beginning), 0).read(rows);
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

    private static int filled(Reader text, char[] head) throws IOException {
        int place = 0;
        int read = text.read(head);
        while (read > 0) {
            place += read;
            read = place < head.length ? text.read(head, place, head.length - place) : 0;
        }
        return place;
    }
}
