package org.ziyuan.marketplace.licensing.lti;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.MyResources;
import org.ziyuan.marketplace.licensing.Town;
import org.ziyuan.marketplace.transaction.Ids;

/** What a file opens: the gate stands before it each time, and a licence that ends closes it. */
@LtiTest
class LicensedFilesTests {

    private static final String CONTENT = "%PDF-1.7 " + "0123456789".repeat(60_000);

    @Autowired
    ApplicationContext context;

    @Autowired
    MyResources resources;

    Town town;
    Actor teacher;
    Browser browser;

    @BeforeEach
    void aListingThatAFileOpens() {
        town = new Town(context);
        teacher = town.teacher();
        browser = Browser.of(context, teacher);
        UUID by = town.vendorManager().person();
        UUID file = Ids.next();
        town.run("""
                insert into listing_file (id, vendor_id, name, type, content, sha256, scanned, sent_by)
                values ('%s', '%s', '爱科学.pdf', 'application/pdf', convert_to('%s', 'UTF8'), '', false, '%s')
                """.formatted(file, town.vendor, CONTENT, by));
        town.run(
                "insert into listing_opening (id, listing_id, way, file_id, chosen_by) values ('%1$s', '%2$s', 'FILE', '%1$s', '%3$s')"
                        .formatted(file, town.listing, by));
        town.run("insert into listing_version (listing_id, version, title, opening) values ('%s', 2, '爱科学', '%s')"
                .formatted(town.listing, file));
        town.run("update listing set current_version = 2 where id = '" + town.listing + "'");
    }

    @Test
    void aTeacherTakesASeatByOpeningAndReadsItWholeOrInParts() {
        UUID unused = town.licence(town.school, 1);
        assertThat(resources.of(teacher).next().block()).matches(card -> card != null && card.launchable());
        refused(file(), "seat-not-claimed");

        browser.open(town.listing).expectStatus().isSeeOther().expectHeader().location("/read/" + town.listing);

        assertThat(file().expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentType("application/pdf")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .isEqualTo(CONTENT);
        assertThat(part("bytes=262140-262149")).isEqualTo(CONTENT.substring(262_140, 262_150));
        assertThat(part("bytes=-5")).isEqualTo(CONTENT.substring(CONTENT.length() - 5));
        read("bytes=9999999-").expectStatus().isEqualTo(416);
        assertThat(town.text("select count(*) || ' ' || count(seat_id) from launch where listing_id = '" + town.listing
                        + "'"))
                .isEqualTo("1 1");
    }

    @Test
    void withoutALicenceItIsNotReadAndTheWishIsCountedOnce() {
        refused(file(), "no-licence");
        refused(browser.open(town.listing), "no-licence");

        assertThat(town.text("select string_agg(door || ' ' || reason, ',') from denial where listing_id = '"
                        + town.listing + "'"))
                .isEqualTo("file no-licence");
    }

    @Test
    void aLicenceThatIsTakenBackClosesTheBookAtOnce() {
        Town.Bought bought = town.bought(town.school, null);
        browser.open(town.listing).expectStatus().isSeeOther();
        file().expectStatus().isOk();

        town.revoke(bought);

        refused(file(), "licence-revoked");
    }

    private String part(String range) {
        return String.valueOf(read(range)
                .expectStatus()
                .isEqualTo(206)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private WebTestClient.ResponseSpec file() {
        return reading()
                .get()
                .uri("/api/v1/my/resources/" + town.listing + "/file")
                .exchange();
    }

    private WebTestClient.ResponseSpec read(String range) {
        return reading()
                .get()
                .uri("/api/v1/my/resources/" + town.listing + "/file")
                .header(HttpHeaders.RANGE, range)
                .exchange();
    }

    private WebTestClient reading() {
        return browser.web()
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1 << 20))
                .build();
    }

    private static void refused(WebTestClient.ResponseSpec answer, String code) {
        answer.expectStatus()
                .isEqualTo(409)
                .expectBody(String.class)
                .value(body -> assertThat(body).contains(code).doesNotContain("%PDF"));
    }
}
