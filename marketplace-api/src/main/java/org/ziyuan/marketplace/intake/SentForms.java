package org.ziyuan.marketplace.intake;

import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.intake.SentForm.SentFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Receives forms of pages that carry a file: it is taken into memory, within the bounds of files that come in. */
@Component
public class SentForms {

    private final IntakeSettings settings;
    private final FilesAtOnce atOnce;

    SentForms(IntakeSettings settings) {
        this.settings = settings;
        this.atOnce = new FilesAtOnce(settings.atOnce());
    }

    /**
     * Does something with the form, whose file is in memory until that is done. A file that is larger than one may be is cut
     * behind its bound, where whoever reads it refuses it in its own words. Refuses with {@code intake-busy}.
     */
    public <T> Mono<T> with(ServerWebExchange exchange, Function<SentForm, Mono<T>> work) {
        return atOnce.hold(
                Mono.defer(() -> exchange.getMultipartData().flatMap(this::form).flatMap(work)));
    }

    /** The same with a file that a program sends alone. */
    public <T> Mono<T> with(Flux<DataBuffer> content, String name, Function<SentFile, Mono<T>> work) {
        return atOnce.hold(Mono.defer(() -> gathered(content)
                .map(bytes -> new SentFile(name, bytes.bytes()))
                .flatMap(work)));
    }

    private Mono<GatheredBytes> gathered(Flux<DataBuffer> content) {
        return content.collect(() -> new GatheredBytes(settings.largestFile()), GatheredBytes::take);
    }

    private Mono<SentForm> form(MultiValueMap<String, Part> parts) {
        MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
        parts.forEach((name, values) -> values.stream()
                .filter(FormFieldPart.class::isInstance)
                .forEach(field -> fields.add(name, ((FormFieldPart) field).value())));
        return parts.getFirst("file") instanceof FilePart file
                ? gathered(file.content())
                        .map(bytes -> new SentForm(fields, new SentFile(file.filename(), bytes.bytes())))
                : Mono.just(new SentForm(fields, null));
    }
}
