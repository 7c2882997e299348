package org.ziyuan.marketplace.listing.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeTests {

    private static final Map<String, FileType> SIGNS = Map.of(
            "%PDF-1.7 …",
            FileType.PDF,
            "PK\u0003\u0004..........................mimetypeapplication/epub+zipPK",
            FileType.EPUB,
            "....ftypisom....",
            FileType.MP4,
            "....ftypmp42....",
            FileType.MP4,
            "ID3.....",
            FileType.MP3,
            "\u0089PNG\r\n\u001A\n....",
            FileType.PNG,
            "\u00FF\u00D8\u00FF....",
            FileType.JPEG,
            "RIFF....WEBPVP8L....",
            FileType.WEBP);

    @Test
    void aFileIsWhatItsBytesSay() {
        SIGNS.forEach((content, type) -> {
            assertThat(FileType.of(content.getBytes(StandardCharsets.ISO_8859_1)))
                    .contains(type);
            assertThat(FileType.ofMediaType(type.mediaType())).isEqualTo(type);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%PDF",
                "MZ\u0090",
                "PK\u0003\u0004 a workbook or anything else",
                "<html><script>alert(1)</script>",
                "<svg xmlns='http://www.w3.org/2000/svg'>",
                "....ftypheic....",
                "GIF89a"
            })
    void anythingElseOpensNowhere(String content) {
        assertThat(FileType.of(content.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }
}
