package org.ziyuan.storefront.sandbox.tool;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** The parameters of a request, from its address or its form; short ones only. */
final class Form {

    private static final int LONGEST = 64 * 1024;

    private Form() {}

    static Mono<Map<String, String>> of(HttpServerRequest request) {
        if (!"POST".equals(request.method().name())) {
            String query = request.uri().contains("?")
                    ? request.uri().substring(request.uri().indexOf('?') + 1)
                    : "";
            return Mono.fromSupplier(() -> parsed(query));
        }
        long length = request.requestHeaders().getInt("Content-Length", -1);
        if (length < 0 || length > LONGEST) {
            return Mono.error(new ToolRefusal("request", "提交的内容太大。"));
        }
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .map(Form::parsed);
    }

    private static Map<String, String> parsed(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new ToolRefusal("request", "请求的写法不对。");
        }
    }
}
