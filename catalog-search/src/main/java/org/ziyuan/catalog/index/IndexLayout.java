package org.ziyuan.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;
import org.ziyuan.marketplace.digest.Sha256;

/** The mapping, and a name for it that changes when the mapping or the vocabulary does. */
final class IndexLayout {

    static final String JSON = read();

    private IndexLayout() {}

    private static String read() {
        try {
            return new ClassPathResource("listings.json", IndexLayout.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** @param words what the tokens of listings are made by */
    static String version(String words) {
        return HexFormat.of().formatHex(Sha256.of(JSON + words), 0, 4);
    }
}
