package org.ziyuan.marketplace.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;

/**
 * A form of a page that was sent with a file.
 *
 * @param fields its other fields
 */
public record SentForm(
        MultiValueMap<String, String> fields, @Nullable SentFile sent) {

    /** The file that was chosen. @throws Refusal {@code file-missing} when there is none */
    public SentFile file() {
        if (sent == null || sent.name().isBlank()) {
            throw Refusal.invalid("file-missing");
        }
        return sent;
    }

    /**
     * A file in memory.
     *
     * @param name as the browser calls it
     */
    public record SentFile(String name, byte[] bytes) {

        /** What is in it, as often as it is asked for. */
        public Flux<DataBuffer> content() {
            return Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes)));
        }
    }
}
