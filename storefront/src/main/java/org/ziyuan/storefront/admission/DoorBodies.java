package org.ziyuan.storefront.admission;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** What is said at the door in one language: a page, a part of one, and a problem for programs. */
@SuppressWarnings("ArrayRecordComponent")
record DoorBodies(byte[] page, byte[] part, byte[] problem) {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title><link rel="stylesheet" href="/css/ziyuan.css"></head>
            <body><main class="refused-page"><h1>%2$s</h1><p class="refused-sentence">%s</p>
            <p class="actions"><a class="btn btn-primary" href="">%s</a></p></main></body></html>
            """;

    private static final String PART = """
            <section class="notice bad refusal" role="alert"><div><h2>%s</h2><p>%s</p></div></section>
            """;

    static DoorBodies in(
            Locale locale, String tag, HttpStatus status, String code, MessageSource messages, JsonMapper json) {
        String title = words(messages, "error.500.title", locale);
        String sentence = words(messages, "refusal." + code, locale);
        String again = words(messages, "error.again", locale);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:ziyuan:refusal:" + code);
        problem.put("title", code);
        problem.put("status", status.value());
        problem.put("detail", sentence);
        problem.put("code", code);
        return new DoorBodies(
                bytes(PAGE.formatted(
                        tag, HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(sentence), HtmlUtils.htmlEscape(again))),
                bytes(PART.formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(sentence))),
                json.writeValueAsBytes(problem));
    }

    private static String words(MessageSource messages, String key, Locale locale) {
        return String.valueOf(messages.getMessage(key, null, locale));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
