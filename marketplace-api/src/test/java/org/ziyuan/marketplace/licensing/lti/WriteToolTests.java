package org.ziyuan.marketplace.licensing.lti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;
import org.ziyuan.marketplace.licensing.lti.tool.ToolSheet;
import org.ziyuan.marketplace.licensing.lti.tool.WriteTool;
import org.ziyuan.marketplace.listing.AddOffer;
import org.ziyuan.marketplace.listing.EditListing;
import org.ziyuan.marketplace.listing.ListingDraft;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.NewOffer;
import org.ziyuan.marketplace.listing.OfferKind;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** Who may register an application, with which addresses, and what follows from sending the form twice. */
@MarketplaceTest
class WriteToolTests {

    private static final String GOOD = "https://app.example.com/launch";

    @Autowired
    WriteTool write;

    @Autowired
    ToolRegistrations tools;

    @Autowired
    EditListing edit;

    @Autowired
    AddOffer addOffer;

    @Autowired
    ReviewListing review;

    @Autowired
    DatabaseClient database;

    private Actor operator;
    private Actor vendor;

    @BeforeEach
    void anOperatorAndAVendor() {
        TestPeople people = new TestPeople(database);
        String code = "t" + Ids.next().toString().replace("-", "");
        operator =
                people.employ(people.person(), people.organization("operator", null, code, code), code, Role.OPERATOR);
        vendor = people.employ(
                people.person(),
                people.organization("vendor", null, code + "v", code + "v"),
                code,
                Role.VENDOR_MANAGER);
    }

    @Test
    void theSameFormTwiceIsOneApplicationAndOneEntryNamesIt() {
        UUID id = Ids.next();

        registered(id);
        registered(id);

        assertThat(tools.find(id.toString()).block())
                .satisfies(tool -> assertThat(tool.mayAnswerTo(GOOD)).isTrue());
        assertThat(entries(id)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.example.com",
                "http://app.example.com/launch",
                "https://user:secret@app.example.com/",
                "https://app.example.com/#part",
                "javascript:alert(1)"
            })
    void anAddressThatIsNoneOrTravelsInClearIsRefused(String address) {
        UUID id = Ids.next();

        assertThatThrownBy(() -> write.register(id, sheet(address), operator).block())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isIn("tool-address-malformed", "tool-address-insecure"));

        assertThat(tools.find(id.toString()).blockOptional()).isEmpty();
    }

    @Test
    void nobodyButTheOperatorRegistersOrPlaces() {
        assertThatThrownBy(() -> write.register(Ids.next(), sheet(GOOD), vendor).block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("role-required"));
        assertThatThrownBy(() -> write.place("", Ids.next(), vendor).block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("role-required"));
    }

    @Test
    void anApplicationOpensAListingUntilNothingDoes() {
        UUID tool = Ids.next();
        UUID listing = listing();
        registered(tool);

        assertThatThrownBy(() -> write.place("nobody", listing, operator).block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("tool-unknown"));
        assertThatThrownBy(
                        () -> write.place(tool.toString(), Ids.next(), operator).block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("listing-not-found"));
        write.place(tool.toString(), listing, operator).block();
        assertThat(tools.opening(Set.of(listing)).block()).containsEntry(listing, tool.toString());
        write.place("", listing, operator).block();
        assertThat(tools.opening(Set.of(listing)).block()).isEmpty();
    }

    @Test
    void anAppIsHandedOverWithoutALinkAndPublishedOnceItsToolStands() {
        UUID tool = Ids.next();
        UUID app = listing();
        registered(tool);
        edit.save(app, new ListingDraft("app", "口算", "", "每日口算", "", null, null, null, null, null, null, null), vendor)
                .block();
        NewOffer offer = new NewOffer(OfferKind.WHOLE_SCHOOL, "全校", Money.ofYuan("100"), 12, 1, "");
        addOffer.to(app, offer, Ids.next(), vendor).then().block();
        assertThat(edit.submit(app, vendor).block()).isEqualTo(ListingState.SUBMITTED);

        assertThatThrownBy(() -> review.publish(app, operator).block()).hasMessageContaining("listing-opens-nowhere");
        write.place(tool.toString(), app, operator).block();

        assertThat(review.publish(app, operator).block()).isEqualTo(ListingState.PUBLISHED);
    }

    private void registered(UUID id) {
        assertThat(write.register(id, sheet(GOOD), operator).block()).isNotNull();
    }

    private UUID listing() {
        UUID id = Ids.next();
        database.sql("insert into listing (id, vendor_id, kind) values (:id, :vendor, 'app')")
                .bind("id", id)
                .bind("vendor", vendor.organizationId())
                .then()
                .block();
        return id;
    }

    private long entries(UUID tool) {
        return database.sql("select count(*) from audit_entry where subject_id = :id")
                .bind("id", tool)
                .mapValue(Long.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }

    private static ToolSheet sheet(String redirect) {
        return new ToolSheet(
                "口算应用",
                "https://app.example.com/login",
                redirect,
                "https://app.example.com/",
                "https://app.example.com/jwks",
                PrivacyLevel.PSEUDONYMOUS);
    }
}
