package org.ziyuan.marketplace.listing.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.SentForm.SentFile;
import org.ziyuan.marketplace.listing.AddOffer;
import org.ziyuan.marketplace.listing.EditListing;
import org.ziyuan.marketplace.listing.ListingDraft;
import org.ziyuan.marketplace.listing.NewOffer;
import org.ziyuan.marketplace.listing.OfferKind;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.listing.gap.ListingGap;
import org.ziyuan.marketplace.listing.gap.ListingGaps;
import org.ziyuan.marketplace.listing.media.ListingFiles;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** What opens a listing is chosen, reviewed and kept as its words are. */
@MarketplaceTest
class OpeningTests {

    private static final SentFile BOOK = file("数学.pdf", "%PDF-1.7 第一版");
    private static final SentFile NEXT = file("../../数学 第二版.pdf", "%PDF-1.7 第二版");

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    EditListing edit;

    @Autowired
    AddOffer offers;

    @Autowired
    ReviewListing review;

    @Autowired
    ChooseOpening choose;

    @Autowired
    Openings openings;

    @Autowired
    ListingFiles files;

    @Autowired
    ListingGaps gaps;

    final UUID listing = Ids.next();
    Actor vendor;
    Actor operator;

    @BeforeEach
    void aVendorAndAnOperator() {
        TestPeople people = new TestPeople(database);
        vendor = people.atNewVendor();
        operator = people.atNewSchool(Role.OPERATOR);
    }

    @Test
    void aResourceIsHandedOverOnceSomethingOpensIt() {
        written("resource", null);
        assertThat(gaps()).containsExactly(ListingGap.LINK);
        assertThatThrownBy(() -> edit.submit(listing, vendor).block()).hasMessageContaining("listing-incomplete");

        opensWith(BOOK);

        assertThat(gaps()).isEmpty();
        edit.submit(listing, vendor).then().block();
        assertThatThrownBy(() -> opensWith(NEXT)).hasMessageContaining("listing-not-editable");
        review.publish(listing, operator).then().block();
        assertThat(onTheMarket().label()).isEqualTo("数学.pdf");
    }

    @Test
    void anotherFileOfAPublishedListingWaitsForItsReviewAndTheVersionOfBeforeKeepsItsOwn() {
        written("resource", null);
        opensWith(BOOK);
        publish();

        opensWith(NEXT);

        assertThat(onTheMarket().label()).isEqualTo("数学.pdf");
        assertThat(toBecome().label()).as("a name is no path").isEqualTo("数学 第二版.pdf");
        publish();
        assertThat(onTheMarket().label()).isEqualTo("数学 第二版.pdf");
        assertThat(database.sql("""
                                select f.name from listing_version v join listing_opening o on o.id = v.opening
                                  join listing_file f on f.id = o.file_id where v.listing_id = :id order by v.version
                                """)
                        .bind("id", listing)
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly("数学.pdf", "数学 第二版.pdf");
        for (String table : List.of("listing_file", "listing_opening")) {
            assertThatThrownBy(() -> database.sql("delete from " + table).then().block())
                    .hasMessageContaining("evidence");
        }
    }

    @Test
    void whatIsWrittenLastOpensItAndWordsAloneChangeNothingOfThat() {
        written("resource", null);
        opensWith(BOOK);
        written("resource", null);
        assertThat(toBecome().kind()).isEqualTo("FILE");

        written("resource", "https://reader.example.cn/1");
        assertThat(toBecome().kind()).isEqualTo("LINK");
        opensWith(BOOK);
        assertThat(toBecome().kind()).isEqualTo("FILE");
        assertThat(toBecome().link()).isNull();

        publish();
        written("resource", null);
        assertThat(toBecome().kind()).as("in a revision too").isEqualTo("FILE");
    }

    @Test
    void aServiceSaysItsStepsAndNothingElseDoes() {
        written("service", null);
        assertThat(gaps()).containsExactly(ListingGap.LINK);
        assertThatThrownBy(() -> opensWith(BOOK)).hasMessageContaining("opening-not-of-kind");
        assertThatThrownBy(() -> Chosen.steps(Ids.next(), " \n \n")).hasMessageContaining("opening-steps");
        assertThatThrownBy(() -> Chosen.steps(Ids.next(), "一步\n".repeat(13))).hasMessageContaining("opening-steps");

        choose.choose(listing, Chosen.steps(Ids.next(), "到校培训一天\n\n  课后答疑一学期 "), vendor)
                .block();

        assertThat(gaps()).isEmpty();
        assertThat(toBecome().steps()).containsExactly("到校培训一天", "课后答疑一学期");
    }

    @Test
    void aFileThatOpensNowhereIsNotTakenWhateverItIsCalled() {
        assertThatThrownBy(() -> files.check(file("数学.pdf", "MZ…")).block()).hasMessageContaining("listing-file-unfit");
        assertThatThrownBy(() -> files.check(file("页.html", "<html>")).block())
                .hasMessageContaining("listing-file-unfit");
    }

    @Test
    void aStrangerNeitherChoosesNorReads() {
        written("resource", null);
        opensWith(BOOK);
        Actor stranger = new TestPeople(database).atNewVendor();
        String file = "/api/v1/listing-files/" + toBecome().fileId();

        assertThatThrownBy(() -> choose.choose(listing, Chosen.file(Ids.next(), checked(NEXT)), stranger)
                        .block())
                .hasMessageContaining("listing-not-found");
        as(stranger).get().uri(file).exchange().expectStatus().isNotFound();
        as(operator)
                .get()
                .uri(file)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PDF)
                .expectHeader()
                .valueEquals(HttpHeaders.ACCEPT_RANGES, "bytes");
    }

    @Test
    void aProgramDoesTheSameAndOnlyUponWhatItRead() throws IOException {
        written("resource", null);
        String here = "/api/v1/listings/" + listing;
        String read = TestPeople.tag(as(vendor), here + "/draft");

        put(here + "/opening/file?source=a.pdf", read, BOOK.bytes())
                .expectStatus()
                .isNoContent();
        put(here + "/cover", read, picture()).expectStatus().isEqualTo(412);
        put(here + "/cover", TestPeople.tag(as(vendor), here + "/draft"), picture())
                .expectStatus()
                .isNoContent();

        as(operator)
                .get()
                .uri(here + "/draft")
                .exchange()
                .expectBody()
                .jsonPath("$.opening")
                .value(said -> assertThat(String.valueOf(said)).startsWith("a.pdf（"))
                .jsonPath("$.cover")
                .isNotEmpty();
        publish();
        assertThat(onTheMarket().cover()).isNotNull();
    }

    private WebTestClient.ResponseSpec put(String path, String tag, byte[] content) {
        return as(vendor)
                .put()
                .uri(path)
                .header(HttpHeaders.IF_MATCH, tag)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(content)
                .exchange();
    }

    private WebTestClient as(Actor actor) {
        return TestPeople.signedIn(context, actor);
    }

    private void written(String kind, @Nullable String link) {
        edit.save(
                        listing,
                        new ListingDraft(kind, "一起学数学", "", "每天十分钟", "", null, null, null, null, null, null, link),
                        vendor)
                .block();
        NewOffer offer = new NewOffer(OfferKind.WHOLE_SCHOOL, "全校", Money.ofYuan("100"), 12, 1, "");
        offers.to(listing, offer, Ids.derived("offer", listing), vendor).then().block();
    }

    private void opensWith(SentFile file) {
        choose.choose(listing, Chosen.file(Ids.next(), checked(file)), vendor).block();
    }

    private ListingFiles.Checked checked(SentFile file) {
        return Objects.requireNonNull(files.check(file).block());
    }

    private void publish() {
        edit.submit(listing, vendor).then().block();
        review.publish(listing, operator).then().block();
    }

    private Opening toBecome() {
        return Objects.requireNonNull(openings.toBecome(listing).block());
    }

    private Opening onTheMarket() {
        return Objects.requireNonNull(
                Objects.requireNonNull(openings.onTheMarket(List.of(listing)).block())
                        .get(listing));
    }

    private List<ListingGap> gaps() {
        return Objects.requireNonNull(
                Objects.requireNonNull(gaps.of(List.of(listing)).block()).get(listing));
    }

    private static SentFile file(String name, String content) {
        return new SentFile(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(60, 84, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
