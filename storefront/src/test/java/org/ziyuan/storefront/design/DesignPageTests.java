package org.ziyuan.storefront.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.netty.http.client.HttpClient;

/** Every shared fragment renders in both languages, and the frame behaves. */
@SpringBootTest(classes = DesignPreview.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class DesignPageTests {

    private final String host;
    private final WebTestClient browser;

    DesignPageTests(@Autowired @LocalServerPort int port) {
        this.host = "http://127.0.0.1:" + port;
        this.browser = WebTestClient.bindToServer(new ReactorClientHttpConnector(HttpClient.create()))
                .baseUrl(host)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(2 * 1024 * 1024))
                .build();
    }

    @Test
    void everyFragmentRendersInChineseByDefault() {
        assertThat(page("/design"))
                .contains("<html lang=\"zh-CN\">", "预算条与点击预览")
                .doesNotContain("??");
        assertThat(page("/design/form"))
                .contains("有 2 处需要修改", "href=\"#field-quantity\"")
                .doesNotContain("??");
    }

    @Test
    void everyFragmentRendersInEnglishWhenAskedFor() {
        assertThat(page("/design?lang=en"))
                .contains("<html lang=\"en\">", "Budget bar")
                .doesNotContain("??");
        assertThat(page("/design/form?lang=en"))
                .contains("Things to correct: 2")
                .doesNotContain("??");
    }

    @Test
    void theChosenLanguageIsRememberedAndAnythingElseIsIgnored() {
        browser.get().uri("/design?lang=en").exchange().expectCookie().valueEquals("lang", "en");
        browser.get().uri("/design?lang=xx").exchange().expectCookie().doesNotExist("lang");

        browser.get()
                .uri("/design")
                .cookie("lang", "en")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "de")
                .exchange()
                .expectBody(String.class)
                .value(english -> assertThat(english).contains("<html lang=\"en\">"));
    }

    @Test
    void theLanguageLinkKeepsTheQueryAndStaysOnThisHost() {
        assertThat(page("/design?q=%E6%95%B0%E5%AD%A6&lang=zh&x=%3C"))
                .contains("/design?q=%E6%95%B0%E5%AD%A6&amp;x=%3C&amp;lang=en");
    }

    @Test
    void whatAPersonTypedIsWrittenBackAsText() {
        assertThat(page("/design?q=%22%3E%3Cscript%3E"))
                .contains("&quot;&gt;&lt;script&gt;")
                .doesNotContain("\"><script>");
    }

    @Test
    void assetsComeFromThisProcess() {
        for (String asset : new String[] {
            "/css/ziyuan.css",
            "/css/pages.css",
            "/css/print.css",
            "/js/ziyuan.js",
            "/img/icons.svg",
            "/img/mark.svg",
            "/webjars/tabler__core/dist/css/tabler.min.css",
            "/webjars/htmx.org/dist/htmx.min.js",
            "/covers/design-3.svg"
        }) {
            browser.get().uri(asset).exchange().expectStatus().isOk();
        }
    }

    /** A page names its style by content; it comes compressed, is kept for a year and answered by its tag alone. */
    @Test
    void whatAPageNeedsIsKeptForAYear() {
        Matcher style = Pattern.compile("/css/pages\\.[0-9a-f]{12}\\.css").matcher(page("/design"));
        assertThat(style.find()).isTrue();
        String tag = Objects.requireNonNull(browser.get()
                .uri(style.group())
                .header(HttpHeaders.ACCEPT_ENCODING, "gzip, br")
                .exchange()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable")
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_ENCODING, "gzip")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .returnResult(byte[].class)
                .getResponseHeaders()
                .getETag());

        browser.get()
                .uri(style.group())
                .header(HttpHeaders.ACCEPT_ENCODING, "gzip, br")
                .header(HttpHeaders.IF_NONE_MATCH, tag)
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    /** Two versions of the product stand side by side for a while; a page of the one may ask the other. */
    @Test
    void aNameByOtherContentIsAnsweredByWhatThereIsAndNotKept() {
        browser.get()
                .uri("/css/pages.000000000000.css")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=3600, public");
        browser.get()
                .uri("/css/nothing.000000000000.css")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void aRefusalIsAPageWithItsSentenceAndAWayOut() {
        for (int status : new int[] {400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503}) {
            browser.get()
                    .uri("/refused/" + status)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(status)
                    .expectHeader()
                    .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                    .expectBody(String.class)
                    .value(page -> assertThat(page)
                            .contains("可用 ¥86,240.00，需要 ¥90,000.00", "回首页")
                            .doesNotContain("??"))
                    // Where we failed, nobody is asked who looks: the page stands without the navigation of a person.
                    .value(page -> assertThat(page.contains("class=\"side\""))
                            .as("%d stands in its person's frame", status)
                            .isEqualTo(status < 500));
        }
    }

    @Test
    void aRefusedPartIsAPartForHtmx() {
        browser.get()
                .uri("/refused/409")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody(String.class)
                .value(part -> assertThat(part)
                        .contains("需要 ¥90,000.00", "role=\"alert\"")
                        .doesNotContain("<html", "??"));
    }

    private String page(String address) {
        byte[] body = browser.get()
                .uri(URI.create(host + address))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8);
    }
}
