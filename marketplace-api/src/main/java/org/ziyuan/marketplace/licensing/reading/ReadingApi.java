package org.ziyuan.marketplace.licensing.reading;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.media.FileAnswer;
import org.ziyuan.marketplace.listing.media.ListingFiles;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was bought as a file, over HTTP; the page of the reader shows this. */
@RestController
@Tag(name = "授权 licences")
class ReadingApi implements RoutePolicies {

    private static final String FILE = "/api/v1/my/resources/{listing}/file";

    private final LicensedFiles licensed;
    private final ListingFiles files;

    ReadingApi(LicensedFiles licensed, ListingFiles files) {
        this.licensed = licensed;
        this.files = files;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, FILE));
    }

    @GetMapping(FILE)
    @Operation(summary = "已授权资源的文件，可只取一段 · the file of a resource one may use, or a range of it")
    Mono<ResponseEntity<Flux<DataBuffer>>> file(
            @PathVariable UUID listing, @RequestHeader HttpHeaders headers, Actor actor) {
        return licensed.of(listing, actor).map(file -> FileAnswer.of(file, headers.getRange(), files));
    }
}
