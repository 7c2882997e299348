package org.ziyuan.storefront.admission;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The end of the body reaches the reader when there is a place for what it asks. */
final class WholeBody extends ServerHttpRequestDecorator {

    private final Lane.Place upload;
    private final Lane.Place place;
    private final Door door;

    WholeBody(ServerHttpRequest request, Lane.Place upload, Lane.Place place, Door door) {
        super(request);
        this.upload = upload;
        this.place = place;
        this.door = door;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody().concatWith(Mono.defer(this::entered));
    }

    private Mono<DataBuffer> entered() {
        upload.leave();
        return place.entered().flatMap(in -> {
            door.count(in);
            return in ? Mono.empty() : Mono.error(Refusal.of(Refusal.Kind.UNAVAILABLE, DoorAnswer.BUSY));
        });
    }
}
