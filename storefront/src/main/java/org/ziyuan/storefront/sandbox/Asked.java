package org.ziyuan.storefront.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a played provider is asked: by the shop, or by the person at its cashier. */
record Asked(String path, Map<String, String> fields, HttpHeaders headers, String body) {

    static Asked of(String uri, HttpHeaders headers, String body) {
        int question = uri.indexOf('?');
        Map<String, String> fields = new LinkedHashMap<>();
        if (question >= 0) {
            read(uri.substring(question + 1), fields);
        }
        String type = headers.get("Content-Type", "");
        if (type.startsWith("application/x-www-form-urlencoded")) {
            read(body, fields);
        }
        return new Asked(question < 0 ? uri : uri.substring(0, question), fields, headers, body);
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    String header(String name) {
        return headers.get(name, "");
    }

    /** The address under which it was asked, as the asker wrote it. */
    String origin() {
        return "http://" + header("Host");
    }

    private static void read(String encoded, Map<String, String> fields) {
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
    }
}
