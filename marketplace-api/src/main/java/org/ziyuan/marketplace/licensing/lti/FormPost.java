package org.ziyuan.marketplace.licensing.lti;

import java.net.URI;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * A page that carries fields to a tool: a script of ours sends it at once, and without JavaScript a button does. Its
 * content security policy opens exactly this one address to forms.
 */
final class FormPost {

    private FormPost() {}

    static ResponseEntity<String> to(URI address, Map<String, String> fields, String toolName) {
        StringBuilder inputs = new StringBuilder();
        fields.forEach((name, value) -> inputs.append("<input type=\"hidden\" name=\"")
                .append(HtmlUtils.htmlEscape(name, "UTF-8"))
                .append("\" value=\"")
                .append(HtmlUtils.htmlEscape(value, "UTF-8"))
                .append("\">\n"));
        String page = """
                <!DOCTYPE html>
                <html lang="zh-CN">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>正在打开 %1$s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/lti/launch.css">
                <script src="/lti/launch.js" defer></script>
                </head>
                <body>
                <main>
                <h1>正在打开 %1$s</h1>
                <p>如果没有自动打开，请按下面的按钮。</p>
                <form id="launch" method="post" action="%2$s">
                %3$s<button type="submit">打开 %1$s</button>
                </form>
                </main>
                </body>
                </html>
                """.formatted(
                HtmlUtils.htmlEscape(toolName, "UTF-8"), HtmlUtils.htmlEscape(address.toString(), "UTF-8"), inputs);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", policyFor(address))
                .header("Cache-Control", "no-store")
                .body(page);
    }

    /** Our own address too: on its way to the answer the tool leads the form back to us. */
    private static String policyFor(URI address) {
        String origin = address.getScheme() + "://" + address.getAuthority();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none';"
                + " form-action 'self' " + origin;
    }
}
