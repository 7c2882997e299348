package org.ziyuan.marketplace.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;

@MarketplaceTest
class ListingTests {

    @Autowired
    private DatabaseClient database;

    @Autowired
    private EditListing edit;

    @Autowired
    private ReviewListing review;

    @Autowired
    private ChangePrice prices;

    @Autowired
    private Listings listings;

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

    @Test
    void keepsEveryPriceAnOfferEverHad() {
        edit.save(listing, draft("教学助手"), vendor).block();
        Offer offer = new Offer(
                Ids.next(),
                listing,
                "按学生授权",
                LicenceModel.NAMED_SEAT,
                Meter.PUPIL_YEAR,
                Money.ofYuan("6"),
                1,
                12,
                1,
                false,
                "");
        prices.offer(offer, vendor).block();
        prices.offer(offer, vendor).block();

        assertThat(prices.to(Money.ofYuan("6.50"), offer.id(), vendor).block()).isEqualTo(2);
        assertThat(database.sql("select unit_price_in_fen from offer_price_log where offer_id = :id order by 1")
                        .bind("id", offer.id())
                        .mapValue(Long.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly(600L, 650L);
    }

    private void publish(String title) {
        edit.save(listing, draft(title), vendor).block();
        assertThat(edit.submit(listing, vendor).block()).isEqualTo(ListingState.SUBMITTED);
        assertThat(review.publish(listing, operator).block()).isEqualTo(ListingState.PUBLISHED);
    }

    private static ListingDraft draft(String title) {
        return new ListingDraft(
                "textbook",
                title,
                "",
                "",
                "<p onclick='x()'>好</p><script>alert(1)</script>",
                "小学",
                "数学",
                "人教版",
                "三年级",
                "下册",
                null);
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
