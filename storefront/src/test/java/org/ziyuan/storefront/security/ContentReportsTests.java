package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.reactive.server.WebTestClient;

@WholeMarket
@ActiveProfiles("demo")
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContentReportsTests {

    private static final String OLD = "application/csp-report";
    private static final String NEW = "application/reports+json";

    @Autowired
    ApplicationContext context;

    @Autowired
    MeterRegistry meters;

    private WebTestClient web;

    @BeforeEach
    void prepare() {
        web = WebTestClient.bindToApplicationContext(context).build();
    }

    @Test
    void everyPageSaysWhereToReport() {
        web.get()
                .uri("/sign-in")
                .exchange()
                .expectHeader()
                .valueEquals("Reporting-Endpoints", "csp=\"/csp-reports\"")
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        policy -> assertThat(policy).endsWith("report-uri /csp-reports; report-to csp"));
    }

    @Test
    void bothFormsAreCountedByDirectiveAndNoAddressIsKept(CapturedOutput output) {
        double styles = counted("style-src-elem");
        double others = counted("other");

        send(OLD, """
                {"csp-report":{"violated-directive":"style-src-elem 'self'",
                 "document-uri":"https://market/requisitions/7?person=zhangsan"}}
                """).expectStatus().isNoContent();
        send(NEW, """
                [{"type":"csp-violation","body":{"effectiveDirective":"style-src-elem"}},
                 {"type":"csp-violation","body":{"effectiveDirective":"zhangsan"}}]
                """).expectStatus().isNoContent();

        assertThat(counted("style-src-elem") - styles).isEqualTo(2);
        assertThat(counted("other") - others).isEqualTo(1);
        assertThat(output.getAll()).doesNotContain("zhangsan");
        assertThat(meters.getMeters())
                .noneMatch(meter -> meter.getId().toString().contains("zhangsan"));
    }

    @Test
    void whatIsNoReportOrTooLongCountsNothing() {
        double before = counted("other") + counted("img-src");

        send(OLD, "{\"csp-report\":").expectStatus().isNoContent();
        send(
                        OLD,
                        "{\"csp-report\":{\"violated-directive\":\"img-src\",\"x\":\""
                                + "x".repeat(ContentReports.LARGEST) + "\"}}")
                .expectStatus()
                .isEqualTo(413);
        send(MediaType.TEXT_PLAIN_VALUE, "img-src").expectStatus().isEqualTo(415);

        assertThat(counted("other") + counted("img-src")).isEqualTo(before);
    }

    /** Last, because it uses up the ration of the minute. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aFloodIsNotRead() {
        for (int i = 0; i < 70; i++) {
            send(OLD, "{\"csp-report\":{\"violated-directive\":\"worker-src\"}}")
                    .expectBody()
                    .isEmpty();
        }

        send(OLD, "{}").expectStatus().isEqualTo(429).expectHeader().valueEquals("Retry-After", "60");
        assertThat(counted("worker-src")).isLessThanOrEqualTo(61);
    }

    @Test
    void aRationIsWholeAgainAfterAMinute() {
        AtomicLong now = new AtomicLong();
        Ration ration = new Ration(2, now::get);

        assertThat(taken(ration)).isEqualTo(2);
        now.addAndGet(TimeUnit.SECONDS.toNanos(30));
        assertThat(taken(ration)).isEqualTo(1);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(taken(ration)).isEqualTo(2);
    }

    private static long taken(Ration ration) {
        return IntStream.range(0, 5).filter(attempt -> ration.take()).count();
    }

    private double counted(String directive) {
        Counter counter =
                meters.find("ziyuan.csp.reports").tag("directive", directive).counter();
        return counter == null ? 0 : counter.count();
    }

    private WebTestClient.ResponseSpec send(String type, String body) {
        return web.post()
                .uri("/csp-reports")
                .contentType(MediaType.parseMediaType(type))
                .bodyValue(body)
                .exchange();
    }
}
