package org.ziyuan.marketplace.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.gap.ListingGap;
import org.ziyuan.marketplace.listing.gap.ListingGaps;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vocabulary.Facet;
import tools.jackson.databind.json.JsonMapper;

@MarketplaceTest
class ListingTests {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private DatabaseClient database;

    @Autowired
    private EditListing edit;

    @Autowired
    private ReviewListing review;

    @Autowired
    private ChangePrice prices;

    @Autowired
    private AddOffer addOffer;

    @Autowired
    private Listings listings;

    @Autowired
    private ListingGaps gaps;

    private final UUID listing = Ids.next();
    private Actor vendor = actor(Role.VENDOR_MANAGER);
    private Actor operator = actor(Role.OPERATOR);

    @BeforeEach
    void vendorAndOperatorExist() {
        arrange(vendor, "vendor");
        arrange(operator, "operator");
    }

    @Test
    void publishesWhatTheVendorWroteAsAVersionThatNeverChanges() {
        publish("数学三年级下册");

        assertThat(Objects.requireNonNull(listings.find(listing).block()).title())
                .isEqualTo("数学三年级下册");
        assertThatThrownBy(() -> database.sql("update listing_version set title = 'x' where listing_id = :id")
                        .bind("id", listing)
                        .then()
                        .block())
                .hasMessageContaining("evidence");
    }

    @Test
    void dropsScriptsFromTheVendorsWords() {
        publish("爱科学");

        assertThat(Objects.requireNonNull(listings.find(listing).block()).descriptionHtml())
                .isEqualTo("<p>好</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"𠮷", "学　", "\u00A0学"})
    void aTitleIsMeasuredAsItIsKept(String title) {
        assertThatThrownBy(() -> edit.save(listing, draft(title), vendor).block())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("text-length");
    }

    @Test
    void aDescriptionIsMeasuredAsItIsKept() {
        edit.save(
                        listing,
                        draft("好的", "<p>" + "&".repeat(3_000) + "</p><script>" + "x".repeat(19_000) + "</script>"),
                        vendor)
                .block();

        assertThatThrownBy(() -> edit.save(listing, draft("好的", "&".repeat(4_001)), vendor)
                        .block())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("text-length")
                .hasMessageContaining("descriptionHtml");
    }

    @Test
    void refusesToPublishWhatWasNotSubmitted() {
        edit.save(listing, draft("草稿"), vendor).block();

        assertThatThrownBy(() -> review.publish(listing, operator).block())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("listing-state-forbids");
    }

    @Test
    void hidesAnotherVendorsListing() {
        edit.save(listing, draft("别家的"), vendor).block();
        Actor other = actor(Role.VENDOR_MANAGER);
        arrange(other, "vendor");

        assertThatThrownBy(() -> edit.submit(listing, other).block())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("listing-not-found");
        assertThatThrownBy(() -> edit.save(listing, draft("占用"), other).block())
                .hasMessageContaining("listing-not-found");
    }

    @Test
    void tellsTheWorldOfAPublishedAndASuspendedListing() {
        publish("一起阅读");
        assertThat(review.suspend(listing, "内容待核", operator).block()).isEqualTo(ListingState.SUSPENDED);

        assertThat(database.sql("select type from outbox_message where aggregate_id = :id order by seq")
                        .bind("id", listing)
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly("ListingPublished", "ListingSuspended");
    }

    /** By that the search index finds what it missed. */
    @Test
    void anOfferAndItsPriceChangeTheListing() {
        edit.save(listing, draft("科学三年级上册"), vendor).block();
        OffsetDateTime written = updatedAt();
        UUID offer = Ids.next();
        assertThat(addOffer.to(listing, perPupil("5"), offer, vendor).block()).isEqualTo(offer);
        OffsetDateTime offered = updatedAt();
        assertThat(prices.to(Money.ofYuan("6.50"), offer, vendor).block()).isEqualTo(1);

        assertThat(offered).isAfter(written);
        assertThat(updatedAt()).isAfter(offered);
    }

    private OffsetDateTime updatedAt() {
        return Objects.requireNonNull(database.sql("select updated_at from listing where id = :id")
                .bind("id", listing)
                .mapValue(OffsetDateTime.class)
                .one()
                .block());
    }

    @Test
    void keepsEveryPriceAnOfferEverHad() {
        edit.save(listing, draft("教学助手"), vendor).block();
        UUID offer = Ids.next();

        assertThat(addOffer.to(listing, perPupil("6"), offer, vendor).block()).isEqualTo(offer);
        assertThat(addOffer.to(listing, perPupil("6"), offer, vendor).block()).isEqualTo(offer);
        approve();

        assertThat(prices.to(Money.ofYuan("6.50"), offer, vendor).block()).isEqualTo(2);
        approve();
        assertThat(database.sql("""
                                select unit_price_in_fen from offer_price_log
                                 where offer_id = :id and changed_by = :vendor and approved_by = :operator order by 1
                                """)
                        .bind("id", offer)
                        .bind("vendor", vendor.person())
                        .bind("operator", operator.person())
                        .mapValue(Long.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly(600L, 650L);
    }

    @Test
    void anotherVendorsListingTakesNoOfferAndOneUnderReviewNeither() {
        written("教学助手");
        Actor stranger = actor(Role.VENDOR_MANAGER);
        arrange(stranger, "vendor");

        assertThatThrownBy(() -> addOffer.to(listing, perPupil("6"), Ids.next(), stranger)
                        .block())
                .hasMessageContaining("listing-not-found");
        assertThat(edit.submit(listing, vendor).block()).isEqualTo(ListingState.SUBMITTED);
        assertThatThrownBy(() ->
                        addOffer.to(listing, perPupil("6"), Ids.next(), vendor).block())
                .hasMessageContaining("listing-not-editable");
        assertThat(listings.offersOf(listing).count().block()).isEqualTo(0);
    }

    @Test
    void whatAnOfferMustNotBeIsRefusedWithItsField() {
        edit.save(listing, draft("教学助手"), vendor).block();

        refused("price-not-positive", perPupil("0"));
        refused("free-offer-has-a-price", new NewOffer(OfferKind.FREE, "免费", Money.ofYuan("1"), null, 1, ""));
        refused("termMonths", new NewOffer(OfferKind.WHOLE_SCHOOL, "全校", Money.ofYuan("1"), null, 1, ""));
        refused("termMonths", new NewOffer(OfferKind.WHOLE_SCHOOL, "全校", Money.ofYuan("1"), 121, 1, ""));
        refused("minimumQuantity", new NewOffer(OfferKind.PER_SEAT, "席位", Money.ofYuan("1"), 12, 0, ""));
        refused("name", new NewOffer(OfferKind.PER_SEAT, " ", Money.ofYuan("1"), 12, 1, ""));
        assertThat(listings.offersOf(listing).count().block()).isEqualTo(0);
    }

    @Test
    void whatIsAddedToAPublishedListingIsForSaleOnceItWasApprovedAndWhatIsRetiredIsNot() {
        publish("教学助手");
        UUID offer = Ids.next();
        Actor stranger = actor(Role.VENDOR_MANAGER);
        arrange(stranger, "vendor");
        addOffer.to(listing, perPupil("6"), offer, vendor).then().block();

        assertThat(forSale()).isEmpty();
        assertThatThrownBy(() -> listings.findOffer(offer).block()).hasMessageContaining("offer-not-found");
        approve();
        assertThat(forSale()).containsExactly("6.00");
        assertThatThrownBy(() -> addOffer.retire(offer, stranger).block()).hasMessageContaining("offer-not-found");
        addOffer.retire(offer, vendor).block();
        addOffer.retire(offer, vendor).block();

        assertThatThrownBy(() -> listings.findOffer(offer).block()).hasMessageContaining("offer-not-found");
        assertThat(database.sql("select action from audit_entry where subject_id = :id order by seq")
                        .bind("id", offer)
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly("offer.added", "offer.retired");
        assertThat(database.sql("select count(*) from outbox_message where aggregate_id = :id")
                        .bind("id", listing)
                        .mapValue(Long.class)
                        .one()
                        .block())
                .as("published, offer approved, offer retired")
                .isEqualTo(3);
    }

    @Test
    void aRevisionLeavesTheListingForSaleUntilItIsPublished() {
        publish("一起阅读");
        edit.save(listing, draft("一起阅读 2027"), vendor).block();
        assertThat(edit.submit(listing, vendor).block()).isEqualTo(ListingState.PUBLISHED);

        assertThat(shown()).isEqualTo("一起阅读 v1");
        assertThatThrownBy(() -> edit.save(listing, draft("又改"), vendor).block())
                .hasMessageContaining("listing-not-editable");
        assertThatThrownBy(() -> edit.submit(listing, vendor).block())
                .hasMessageContaining("listing-revision-state-forbids");
        assertThatThrownBy(() -> edit.discard(listing, vendor).block())
                .hasMessageContaining("listing-revision-state-forbids");

        review.giveBack(listing, "请写明版本", operator).then().block();
        assertThat(shown()).isEqualTo("一起阅读 v1");
        assertThatThrownBy(() -> review.publish(listing, operator).block())
                .hasMessageContaining("listing-revision-state-forbids");
        edit.save(listing, draft("一起阅读 2027 版"), vendor).block();
        edit.submit(listing, vendor).then().block();
        assertThat(review.publish(listing, operator).block()).isEqualTo(ListingState.PUBLISHED);
        assertThat(shown()).isEqualTo("一起阅读 2027 版 v2");
        assertThatThrownBy(() -> edit.submit(listing, vendor).block()).hasMessageContaining("listing-has-no-draft");
    }

    @Test
    void aRevisionOfASuspendedListingDoesNotReinstateIt() {
        publish("一起阅读");
        review.suspend(listing, "封面不实", operator).then().block();
        edit.save(listing, draft("一起阅读 改"), vendor).block();
        edit.submit(listing, vendor).then().block();

        assertThat(review.publish(listing, operator).block()).isEqualTo(ListingState.SUSPENDED);
        assertThat(review.reinstate(listing, "已改好", operator).block()).isEqualTo(ListingState.PUBLISHED);
        assertThat(shown()).isEqualTo("一起阅读 改 v2");
    }

    @Test
    void aDiscardedRevisionIsGoneAndAStrangersStays() {
        publish("一起阅读");
        edit.save(listing, draft("写错了"), vendor).block();
        Actor stranger = actor(Role.VENDOR_MANAGER);
        arrange(stranger, "vendor");
        assertThatThrownBy(() -> edit.discard(listing, stranger).block()).hasMessageContaining("listing-not-found");

        assertThat(edit.discard(listing, vendor).block()).isEqualTo(ListingState.PUBLISHED);
        assertThatThrownBy(() -> edit.submit(listing, vendor).block()).hasMessageContaining("listing-has-no-draft");
        assertThat(shown()).isEqualTo("一起阅读 v1");
    }

    /** The title and the price of an offer are both of what the reviewer reads. */
    @Test
    void aReviewMayDemandWhatWasRead() {
        written("一起阅读");
        edit.submit(listing, vendor).then().block();
        String read = tag(operator, "/draft");
        review.giveBack(listing, "请写明版本", operator).then().block();
        edit.save(listing, draft("一起阅读 ¥99,999"), vendor).block();
        edit.submit(listing, vendor).then().block();

        for (String act : List.of("/publish", "/return")) {
            demanding(read, act)
                    .expectStatus()
                    .isEqualTo(412)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("changed-meanwhile");
        }
        as(operator)
                .get()
                .uri("/api/v1/listings/" + listing + "/draft")
                .exchange()
                .expectBody()
                .jsonPath("$.title")
                .isEqualTo("一起阅读 ¥99,999")
                .jsonPath("$.state")
                .isEqualTo("SUBMITTED");
        demanding(tag(operator, "/draft"), "/publish").expectStatus().isOk();

        String published = tag(operator, "");
        for (String act : List.of("/suspend", "/withdraw", "/reinstate")) {
            demanding("\"x\"", act).expectStatus().isEqualTo(412);
        }
        assertThat(tag(operator, "")).isEqualTo(published);
        demanding(published, "/suspend").expectStatus().isOk();
    }

    /** What a second tab, or a colleague, has written since is never handed over, thrown away or sold unread. */
    @Test
    void aVendorCommandsNothingThatWasRewrittenSinceHeReadIt() {
        edit.save(listing, draft("一起阅读"), vendor).block();
        String read = tag(vendor, "/draft");
        UUID offer = Ids.next();
        addOffer.to(listing, perPupil("3.00"), offer, vendor).then().block();
        String here = "/api/v1/listings/" + listing;
        String another = "{\"kind\":\"PER_PUPIL\",\"name\":\"第二种\",\"unitPriceInYuan\":\"5\",\"termMonths\":12}";

        demanding(HttpMethod.PUT, here + "/draft", read, json(draft("另一名称"))).isEqualTo(412);
        demanding(HttpMethod.DELETE, here + "/draft", read, "{}").isEqualTo(412);
        demanding(HttpMethod.POST, here + "/submit", read, "{}").isEqualTo(412);
        demanding(HttpMethod.POST, here + "/offers", read, another).isEqualTo(412);
        assertThat(tag(vendor, "/draft")).isNotEqualTo(read);
        demanding(HttpMethod.POST, here + "/offers", tag(vendor, "/draft"), another)
                .isOk();
        demanding(HttpMethod.PUT, here + "/draft", tag(vendor, "/draft"), json(draft("另一名称")))
                .isOk();
        demanding(HttpMethod.POST, here + "/submit", tag(vendor, "/draft"), "{}")
                .isOk();
    }

    @Test
    void anOfferIsRepricedAndRetiredAsItWasRead() {
        publish("一起阅读");
        UUID offer = Ids.next();
        addOffer.to(listing, perPupil("3.00"), offer, vendor).then().block();
        approve();
        String path = "/api/v1/offers/" + offer;
        String read = tagOf(vendor, path);
        String onTheMarket = tag(vendor, "");
        prices.to(Money.ofYuan("3.50"), offer, vendor).then().block();
        approve();
        assertThat(tag(vendor, "")).isNotEqualTo(onTheMarket);
        prices.to(Money.ofYuan("4.00"), offer, vendor).then().block();

        String five = "{\"unitPriceInYuan\":\"5.00\"}";
        demanding(HttpMethod.PUT, path + "/price", read, five).isEqualTo(412);
        demanding(HttpMethod.DELETE, path, read, "{}").isEqualTo(412);
        demanding(HttpMethod.PUT, path + "/price", tagOf(vendor, path), five).isOk();
        demanding(HttpMethod.DELETE, path, tagOf(vendor, path) + ", \"x\"", "{}")
                .isNoContent();
        as(operator).get().uri(path).exchange().expectStatus().isForbidden();
    }

    @Test
    void aNewPriceSellsNothingBeforeItsRevisionIsApprovedAndADiscardedOneNever() {
        edit.save(listing, draft("一起阅读"), vendor).block();
        UUID offer = Ids.next();
        addOffer.to(listing, perPupil("3.00"), offer, vendor).then().block();
        approve();

        prices.to(Money.ofYuan("99999"), offer, vendor).then().block();
        addOffer.to(listing, perPupil("88888"), Ids.next(), vendor).then().block();
        assertThat(forSale()).containsExactly("3.00");
        assertThat(edit.discard(listing, vendor).block()).isEqualTo(ListingState.PUBLISHED);
        assertThat(forSale()).containsExactly("3.00");
        assertThat(listings.offersToBe(List.of(listing))
                        .map(all -> all.getOrDefault(listing, List.of()).size())
                        .block())
                .isEqualTo(1);

        prices.to(Money.ofYuan("4"), offer, vendor).then().block();
        edit.submit(listing, vendor).then().block();
        assertThatThrownBy(() -> prices.to(Money.ofYuan("99999"), offer, vendor).block())
                .hasMessageContaining("listing-not-editable");
        assertThatThrownBy(() ->
                        addOffer.to(listing, perPupil("5"), Ids.next(), vendor).block())
                .hasMessageContaining("listing-not-editable");
        assertThat(forSale()).containsExactly("3.00");
        review.publish(listing, operator).then().block();
        assertThat(forSale()).containsExactly("4.00");
        assertThat(shown()).as("its words are those of before").isEqualTo("一起阅读 v1");
    }

    @Test
    void whatCannotBeFoundBoughtOrOpenedIsNotHandedOver() {
        ListingDraft bare = new ListingDraft("textbook", "一起阅读", "", "", "", null, "", "", null, null, null, " ");
        edit.save(listing, bare, vendor).block();

        assertThat(gaps.of(List.of(listing))
                        .map(all -> all.getOrDefault(listing, List.of()))
                        .block())
                .containsExactly(
                        ListingGap.STAGE, ListingGap.SUBJECT, ListingGap.EDITION, ListingGap.PRICE, ListingGap.LINK);
        assertThatThrownBy(() -> edit.submit(listing, vendor).block()).hasMessageContaining("listing-incomplete");
        written("一起阅读");
        assertThat(edit.submit(listing, vendor).block()).isEqualTo(ListingState.SUBMITTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://reader.example.cn/          | link-unfit
            javascript:alert(1)                | link-unfit
            https://127.0.0.1/                 | link-unfit
            https://2130706433/                | link-unfit
            https://[::1]/                     | link-unfit
            https://intranet/book              | link-unfit
            https://a:b@reader.example.cn/     | link-unfit
            https://reader.example.cn\\@x.cn/  | link-unfit
            https://reader.example.cn/{code}   | link-unfit
            """)
    void aLinkLeadsToAPublicPlaceOverTls(String link, String code) {
        ListingDraft written = new ListingDraft("app", "一起阅读", "", "", "", null, null, null, null, null, null, link);

        assertThatThrownBy(() -> edit.save(listing, written, vendor).block()).hasMessageContaining(code);
    }

    @Test
    void aFacetIsATermOfTheVocabularyWhoeverWritesIt() {
        assertThatThrownBy(() -> edit.save(
                                listing,
                                new ListingDraft(
                                        "textbook", "全科点读", "", "", "", "小学", "三年级数学", null, null, null, null, null),
                                vendor)
                        .block())
                .hasMessageContaining("facet-unknown")
                .hasMessageContaining("subject");
        assertThat(Facet.EDITION.read("部编版")).isEqualTo("统编版");
        assertThat(Facet.EDITION.read("人教版(一年级起点)（主编：吴欣）")).isEqualTo("人教版（一年级起点）（主编：吴欣）");
        assertThat(Facet.STAGE.read("小学（五·四学制）")).isEqualTo("小学（五•四学制）");
        assertThat(Facet.GRADE.read("3年级")).isEqualTo("三年级");
        assertThat(Facet.SUBJECT.read("K002")).isEqualTo("数学");
        assertThat(Facet.EDITION.read("\u202E人教版")).isEqualTo("人教版");
    }

    @Test
    void nobodyApprovesWhatHeHasWrittenHimself() {
        Actor both = new Actor(
                vendor.person(),
                "两边都是",
                vendor.organizationId(),
                vendor.organizationPath(),
                Set.of(Role.OPERATOR, Role.VENDOR_MANAGER));
        edit.save(listing, draft("一起阅读"), both).block();
        addOffer.to(listing, perPupil("3.00"), Ids.next(), both).then().block();
        edit.submit(listing, both).then().block();

        assertThatThrownBy(() -> review.publish(listing, both).block())
                .hasStackTraceContaining("listing_version_check");
        assertThat(listings.offersOf(listing).count().block()).isEqualTo(0);
    }

    private List<String> forSale() {
        return Objects.requireNonNull(listings.find(listing).block()).offers().stream()
                .filter(offer -> offer.meter() == Meter.PUPIL_YEAR)
                .map(offer -> offer.unitPrice().inYuan())
                .toList();
    }

    private void approve() {
        edit.submit(listing, vendor).then().block();
        review.publish(listing, operator).then().block();
    }

    @Test
    void aDraftIsReadByItsVendorAndTheOperatorAlone() {
        edit.save(listing, draft("一起阅读"), vendor).block();
        Actor stranger = actor(Role.VENDOR_MANAGER);
        arrange(stranger, "vendor");

        assertThat(tag(vendor, "/draft")).isEqualTo(tag(operator, "/draft"));
        for (UUID id : List.of(listing, Ids.next())) {
            as(stranger)
                    .get()
                    .uri("/api/v1/listings/" + id + "/draft")
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }

    private WebTestClient as(Actor actor) {
        return TestPeople.signedIn(context, actor);
    }

    private static String json(ListingDraft draft) {
        return JsonMapper.shared().writeValueAsString(draft);
    }

    private StatusAssertions demanding(HttpMethod method, String path, String tag, String body) {
        return as(vendor)
                .method(method)
                .uri(path)
                .header("If-Match", tag)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus();
    }

    private String tag(Actor actor, String of) {
        return tagOf(actor, "/api/v1/listings/" + listing + of);
    }

    private String tagOf(Actor actor, String path) {
        return TestPeople.tag(as(actor), path);
    }

    private WebTestClient.ResponseSpec demanding(String tag, String act) {
        return as(operator)
                .post()
                .uri("/api/v1/listings/" + listing + act)
                .header("If-Match", tag)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"reason\":\"封面不实\"}")
                .exchange();
    }

    private String shown() {
        return Objects.requireNonNull(listings.find(listing)
                .map(found -> found.title() + " v" + found.version())
                .block());
    }

    private void refused(String words, NewOffer offer) {
        assertThatThrownBy(() -> addOffer.to(listing, offer, Ids.next(), vendor).block())
                .hasMessageContaining(words);
    }

    private static NewOffer perPupil(String yuan) {
        return new NewOffer(OfferKind.PER_PUPIL, "按学生授权", Money.ofYuan(yuan), 12, 1, "席位可在学期内收回再分配");
    }

    private void publish(String title) {
        written(title);
        assertThat(edit.submit(listing, vendor).block()).isEqualTo(ListingState.SUBMITTED);
        assertThat(review.publish(listing, operator).block()).isEqualTo(ListingState.PUBLISHED);
    }

    /** With all that a listing needs: its words, a way to open it and an offer for whole schools. */
    private void written(String title) {
        edit.save(listing, draft(title), vendor).block();
        addOffer.to(
                        listing,
                        new NewOffer(OfferKind.WHOLE_SCHOOL, "全校", Money.ofYuan("100"), 12, 1, ""),
                        Ids.derived("whole-school", listing),
                        vendor)
                .then()
                .block();
    }

    private static ListingDraft draft(String title) {
        return draft(title, "<p onclick='x()'>好</p><script>alert(1)</script>");
    }

    private static ListingDraft draft(String title, String html) {
        return new ListingDraft(
                "textbook",
                title,
                "",
                "简介",
                html,
                "小学",
                "数学",
                "人教版（三年级起点）",
                "三年级",
                "下册",
                null,
                "https://reader.example.cn/book");
    }

    private static Actor actor(Role role) {
        return new Actor(Ids.next(), "测试", Ids.next(), "test." + Ids.next(), Set.of(role));
    }

    private void arrange(Actor actor, String kind) {
        database.sql("insert into organization (id, kind, code, name, path) values (:id, :kind, :code, '测试', :path)")
                .bind("id", actor.organizationId())
                .bind("kind", kind)
                .bind("code", actor.organizationId().toString())
                .bind("path", actor.organizationPath())
                .then()
                .then(database.sql("insert into person (id, login, display_name) values (:id, :login, '测试')")
                        .bind("id", actor.person())
                        .bind("login", actor.person().toString())
                        .then())
                .block();
    }
}
