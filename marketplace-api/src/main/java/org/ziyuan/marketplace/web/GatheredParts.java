package org.ziyuan.marketplace.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.codec.multipart.PartEvent;

/** Gathers the parts of one form piece by piece; of a form that does not end nothing is left behind. */
final class GatheredParts implements AutoCloseable {

    private final List<SealedFile> files = new ArrayList<>();
    private @Nullable SealedFile open;
    private final Path folder;
    private boolean kept;

    GatheredParts(Path folder) {
        this.folder = folder;
    }

    /** The part that this piece ends, or null. */
    @Nullable
    Part take(PartEvent event) {
        try {
            if (event instanceof FormPartEvent field) {
                return new FieldPart(field.name(), field.headers(), field.value());
            }
            if (!(event instanceof FilePartEvent file)) {
                return null;
            }
            return piece(file);
        } catch (IOException full) {
            throw new UncheckedIOException("what was sent cannot be kept", full);
        } finally {
            DataBufferUtils.release(event.content());
        }
    }

    private @Nullable Part piece(FilePartEvent event) throws IOException {
        SealedFile file = open;
        if (file == null) {
            file = new SealedFile(folder, event.name(), event.filename(), event.headers());
            files.add(file);
        }
        file.add(event.content());
        open = event.isLast() ? null : file;
        return event.isLast() ? file.whole() : null;
    }

    /** The form is whole: its files stay until the request is over. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (!kept) {
            files.forEach(SealedFile::discard);
        }
    }
}
