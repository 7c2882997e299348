package org.ziyuan.storefront.cover;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;

/** A cover as an answer that caches may keep; a second look costs no bytes. */
public final class CoverPicture {

    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml;charset=UTF-8");
    private static final CacheControl AN_HOUR =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private CoverPicture() {}

    public static ResponseEntity<String> of(Cover cover) {
        String svg = cover.svg();
        return ResponseEntity.ok()
                .contentType(SVG)
                .cacheControl(AN_HOUR)
                .eTag(DigestUtils.md5DigestAsHex(svg.getBytes(StandardCharsets.UTF_8)))
                .body(svg);
    }
}
