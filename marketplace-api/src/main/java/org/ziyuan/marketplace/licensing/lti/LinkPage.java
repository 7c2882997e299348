package org.ziyuan.marketplace.licensing.lti;

import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** A page that leads on to an address at once, and tells the place it leads to nothing of the one it comes from. */
final class LinkPage {

    private LinkPage() {}

    static ResponseEntity<String> to(URI address, String title) {
        String page =
                """
                <!DOCTYPE html>
                <html lang="zh-CN">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="refresh" content="0;url=%2$s">
                <title>正在打开 %1$s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/lti/launch.css">
                </head>
                <body>
                <main>
                <h1>正在打开 %1$s</h1>
                <p><a href="%2$s" rel="noopener noreferrer">如果没有自动打开，请点这里。</a></p>
                </main>
                </body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(title, "UTF-8"), HtmlUtils.htmlEscape(address.toString(), "UTF-8"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .body(page);
    }
}
