package org.ziyuan.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.core.io.ClassPathResource;
import org.ziyuan.catalog.analysis.Vocabulary;
import org.ziyuan.marketplace.digest.Sha256;

/** The mapping, and a name for it that changes when the mapping or the built-in vocabulary does. */
final class IndexLayout {

    static final String JSON = read();

    /** Changes with everything that decides which tokens a listing gets; an index of another version is rebuilt. */
    static final String VERSION = version();

    private IndexLayout() {}

    private static String read() {
        try {
            return new ClassPathResource("listings.json", IndexLayout.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String version() {
        return HexFormat.of().formatHex(Sha256.of(JSON + Vocabulary.version()), 0, 4);
    }
}
