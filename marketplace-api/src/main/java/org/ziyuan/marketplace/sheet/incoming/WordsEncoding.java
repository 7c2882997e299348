package org.ziyuan.marketplace.sheet.incoming;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** In which encoding a table of words is written, found out by its mark or by reading it. */
final class WordsEncoding {

    private static final Charset GBK = Charset.forName("GB18030");

    private WordsEncoding() {}

    static Charset of(SheetFile.Opened file) throws IOException {
        try (InputStream bytes = file.open()) {
            byte[] mark = bytes.readNBytes(2);
            if (mark.length == 2 && (mark[0] & 0xFF) == 0xFF && (mark[1] & 0xFF) == 0xFE) {
                return StandardCharsets.UTF_16LE;
            }
            if (mark.length == 2 && (mark[0] & 0xFF) == 0xFE && (mark[1] & 0xFF) == 0xFF) {
                return StandardCharsets.UTF_16BE;
            }
        }
        char[] unread = new char[8192];
        try (Reader text = open(file, StandardCharsets.UTF_8)) {
            while (text.read(unread) >= 0) {
                // Reading to the end is the question.
            }
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException other) {
            return GBK;
        }
    }

    /** The text behind its byte order mark. */
    static Reader open(SheetFile.Opened file, Charset charset) throws IOException {
        Reader text = new BufferedReader(
                new InputStreamReader(
                        file.open(),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                WordsFile.LOOKED_AT);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }
}
