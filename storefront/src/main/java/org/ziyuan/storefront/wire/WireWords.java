package org.ziyuan.storefront.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.problem.RefusalSentences;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer where no request was understood, in both languages, because its reader is unknown. Made once, asks
 * nothing.
 */
@Component
class WireWords {

    private static final Map<Integer, String> CODES =
            Map.of(400, "request-malformed", 413, "body-too-large", 414, "address-too-long", 431, "headers-too-large");

    private final Map<Integer, byte[]> pages = new LinkedHashMap<>();
    private final Map<Integer, byte[]> problems = new LinkedHashMap<>();

    WireWords(@Value("classpath:wire/refused.html") Resource page, RefusalSentences sentences, JsonMapper json)
            throws java.io.IOException {
        String frame = page.getContentAsString(StandardCharsets.UTF_8);
        CODES.forEach((status, code) -> {
            String chinese = sentences.of(code, Map.of(), Locale.SIMPLIFIED_CHINESE);
            String english = sentences.of(code, Map.of(), Locale.ENGLISH);
            pages.put(
                    status,
                    frame.replace("{chinese}", chinese)
                            .replace("{english}", english)
                            .getBytes(StandardCharsets.UTF_8));
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", "urn:ziyuan:refusal:" + code);
            problem.put("title", code);
            problem.put("status", status);
            problem.put("detail", chinese + " · " + english);
            problem.put("code", code);
            problems.put(status, json.writeValueAsBytes(problem));
        });
    }

    boolean knows(int status) {
        return CODES.containsKey(status);
    }

    byte[] of(int status, boolean page) {
        return (page ? pages : problems).getOrDefault(status, new byte[0]);
    }
}
