package org.ziyuan.storefront.cover;

import static org.springframework.http.HttpMethod.GET;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.listing.media.ListingFiles;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Covers as vendors sent them and the operator approved them. */
@RestController
class SentCovers implements RoutePolicies {

    private static final String PICTURE = "/covers/{listing}/{picture}.jpg";
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final ListingFiles files;

    SentCovers(ListingFiles files) {
        this.files = files;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(RoutePolicy.anyone(GET, PICTURE));
    }

    @GetMapping(PICTURE)
    Mono<ResponseEntity<Flux<DataBuffer>>> picture(@PathVariable UUID listing, @PathVariable UUID picture) {
        return files.cover(listing, picture)
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.IMAGE_JPEG)
                        .contentLength(file.size())
                        .cacheControl(FOR_GOOD)
                        .body(files.content(file.id(), 0, file.size())));
    }
}
