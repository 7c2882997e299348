package org.ziyuan.marketplace.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.codec.multipart.PartEventHttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the parts of a form that carries a file. Spring puts files beyond a few kilobytes on a disk in the clear, and a roster
 * must not lie there: here they are encrypted with keys that nobody but the request has.
 */
final class SealedParts implements HttpMessageReader<Part> {

    /** One file of a form, as large as a count of pupils may be, and a few fields beside it; all else is refused. */
    private static final int MOST_PARTS = 8;

    private static final int LARGEST_PART = 16 << 20;
    private static final int LARGEST_FIELD = 64 << 10;
    private static final int LARGEST_HEADERS = 8 << 10;
    private static final int AHEAD = 8;

    private static final ResolvableType EVENT = ResolvableType.forClass(PartEvent.class);

    private final PartEventHttpMessageReader events = new PartEventHttpMessageReader();

    private final Path folder;

    /** @param folder where files of forms lie, sealed */
    SealedParts(Path folder) {
        this.folder = folder;
        events.setMaxParts(MOST_PARTS);
        events.setMaxPartSize(LARGEST_PART);
        events.setMaxInMemorySize(LARGEST_FIELD);
        events.setMaxHeadersSize(LARGEST_HEADERS);
    }

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return events.getReadableMediaTypes();
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return Part.class.equals(type.toClass()) && events.canRead(EVENT, mediaType);
    }

    @Override
    public Flux<Part> read(ResolvableType type, ReactiveHttpInputMessage message, Map<String, Object> hints) {
        return Flux.using(
                () -> new GatheredParts(folder),
                gathered -> events.read(EVENT, message, hints)
                        .publishOn(Schedulers.boundedElastic(), AHEAD)
                        .<Part>handle((event, sink) -> {
                            Part part = gathered.take(event);
                            if (part != null) {
                                sink.next(part);
                            }
                        })
                        .doOnComplete(gathered::keep)
                        .doOnDiscard(PartEvent.class, event -> DataBufferUtils.release(event.content())),
                GatheredParts::close);
    }

    @Override
    public Mono<Part> readMono(ResolvableType type, ReactiveHttpInputMessage message, Map<String, Object> hints) {
        return Mono.error(new UnsupportedOperationException("a form has many parts"));
    }
}
