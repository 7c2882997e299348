package org.ziyuan.marketplace.listing.media;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;

/** A vendor's file as an answer: of the type that its bytes have, and never with a script in our name. */
public final class FileAnswer {

    private static final Duration A_WHILE = Duration.ofMinutes(10);

    private FileAnswer() {}

    /** The whole, or the first range that was asked for, as players of films do. Only our own pages may frame it. */
    public static ResponseEntity<Flux<DataBuffer>> of(KeptFile file, List<HttpRange> ranges, ListingFiles files) {
        long from = 0;
        long last = file.size() - 1L;
        if (!ranges.isEmpty()) {
            HttpRange first = ranges.get(0);
            from = start(first, file);
            if (from >= file.size()) {
                return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size())
                        .build();
            }
            last = first.getRangeEnd(file.size());
        }
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(ranges.isEmpty() ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT);
        if (!ranges.isEmpty()) {
            answer.header(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + last + "/" + file.size());
        }
        return answer.contentType(MediaType.parseMediaType(file.type().mediaType()))
                .contentLength(last - from + 1)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CONTENT_DISPOSITION, named(file))
                .header("Content-Security-Policy", "script-src 'none'; frame-ancestors 'self'")
                .header("X-Frame-Options", "SAMEORIGIN")
                .cacheControl(CacheControl.maxAge(A_WHILE).cachePrivate())
                .body(files.content(file.id(), from, last - from + 1));
    }

    private static long start(HttpRange range, KeptFile file) {
        try {
            return range.getRangeStart(file.size());
        } catch (IllegalArgumentException beyond) {
            return file.size();
        }
    }

    private static String named(KeptFile file) {
        ContentDisposition.Builder disposition =
                file.type().isToKeep() ? ContentDisposition.attachment() : ContentDisposition.inline();
        return disposition.filename(file.name(), StandardCharsets.UTF_8).build().toString();
    }
}
