package org.ziyuan.storefront.layout.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/**
 * Style, script and pictures of every page, for everybody: read, compressed and named by their content once, at the
 * start. {@code /css/pages.css} is shown to browsers as {@code /css/pages.3f1c9a0d2b4e.css}, which they keep for a year.
 */
@Component
class Assets {

    private static final Pattern BY_CONTENT = Pattern.compile("(.*)\\.[0-9a-f]{12}(\\.\\w+)");
    private static final int HASH = 12;

    private static final String TABLER = "tabler__core/*/dist/css/tabler.min.css";
    private static final String HTMX = "htmx.org/*/dist/htmx.min.js";

    private final Map<String, Asset> assets = new HashMap<>();

    Assets(ResourcePatternResolver resources) throws IOException {
        for (String folder : List.of("css", "js", "img")) {
            for (Resource file : resources.getResources("classpath*:static/" + folder + "/*.*")) {
                add("/" + folder + "/" + file.getFilename(), file);
            }
        }
        for (String file : List.of(TABLER, HTMX)) {
            for (Resource found : resources.getResources("classpath*:META-INF/resources/webjars/" + file)) {
                add(ofWebjar(file), found);
            }
        }
    }

    /** Answered by {@link AssetHandler} before anybody is asked who he is; declared like every route. */
    @Bean
    static RoutePolicies assetRoutes() {
        List<RoutePolicy> routes = Stream.of(
                        "/css/{file}", "/js/{file}", "/img/{file}", ofWebjar(TABLER), ofWebjar(HTMX))
                .map(pattern -> RoutePolicy.anyone(HttpMethod.GET, pattern))
                .toList();
        return () -> routes;
    }

    /** The name by content of an address in a page; any other address as it is. */
    String link(String address) {
        int fragment = address.indexOf('#');
        String path = fragment < 0 ? address : address.substring(0, fragment);
        Asset asset = assets.get(path);
        return asset == null ? address : asset.link() + address.substring(path.length());
    }

    /**
     * What is served at a path. A name by other content, from a page that another version of the product has drawn, is
     * answered by what there is now, which is then not kept.
     */
    @Nullable
    Asset find(String path) {
        if (path.indexOf('.') < 0) {
            return null;
        }
        Matcher byContent = BY_CONTENT.matcher(path);
        return assets.get(byContent.matches() ? byContent.group(1) + byContent.group(2) : path);
    }

    private void add(String path, Resource file) throws IOException {
        byte[] plain = file.getContentAsByteArray();
        String hash = DigestUtils.md5DigestAsHex(plain).substring(0, HASH);
        int end = path.lastIndexOf('.');
        String link = path.substring(0, end) + "." + hash + path.substring(end);
        MediaType type = MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
        assets.put(path, new Asset(plain, compressed(plain), type, hash, link));
    }

    private static byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }

    private static String ofWebjar(String file) {
        return "/webjars/" + file.replace("/*", "");
    }
}
