package org.ziyuan.marketplace.web;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.multipart.FormFieldPart;
import reactor.core.publisher.Flux;

/** A field of a form that carries a file. */
record FieldPart(String name, HttpHeaders headers, String value) implements FormFieldPart {

    @Override
    public Flux<DataBuffer> content() {
        return Flux.defer(
                () -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(value.getBytes(StandardCharsets.UTF_8))));
    }
}
