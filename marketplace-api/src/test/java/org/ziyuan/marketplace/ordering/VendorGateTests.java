package org.ziyuan.marketplace.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.AddOffer;
import org.ziyuan.marketplace.listing.EditListing;
import org.ziyuan.marketplace.listing.ListingDraft;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.NewOffer;
import org.ziyuan.marketplace.listing.OfferKind;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.listing.batch.SubmitDrafts;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.vendor.DecideEvidence;
import org.ziyuan.marketplace.vendor.HandIn;
import org.ziyuan.marketplace.vendor.MoveVendor;
import org.ziyuan.marketplace.vendor.Paper;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A vendor who is stopped, or whose certificate has ended, sells nothing new at any gate, and what was sold stays. */
@MarketplaceTest
class VendorGateTests {

    private static final String LICENCE = "business_licence";

    @Autowired
    BeanFactory beans;

    @Autowired
    DatabaseClient database;

    @Autowired
    MoveVendor vendors;

    @Autowired
    HandIn handIn;

    @Autowired
    DecideEvidence decide;

    @Autowired
    Listings listings;

    @Autowired
    EditListing edit;

    @Autowired
    AddOffer offers;

    @Autowired
    SubmitDrafts submit;

    @Autowired
    ReviewListing review;

    @Autowired
    List<Invariant> invariants;

    private Purchase purchase;
    private Actor operator;
    private UUID vendor;

    @BeforeEach
    void aVendorWithAListing() {
        purchase = new Purchase(beans);
        vendor = purchase.vendor.organizationId();
        TestPeople people = new TestPeople(database);
        String code = "o" + Ids.next().toString().replace("-", "");
        operator =
                people.employ(people.person(), people.organization("operator", null, code, code), code, Role.OPERATOR);
        run(database.sql("""
                        insert into vendor_profile (organization_id, vendor_type, contact_name, settlement_account_name)
                        values (:id, 'training', '许经理', '爱科学')
                        """).bind("id", vendor).then());
    }

    @Test
    void whoIsSuspendedIsNotShownForSaleAndGetsNoOrderUntilHeIsReinstated() {
        assertThat(forSale()).isTrue();

        run(vendors.suspend(vendor, "虚假宣传", operator));

        assertThat(forSale()).isFalse();
        assertThatThrownBy(purchase::issue).hasMessageContaining("vendor-not-active");
        assertThat(news()).isOne();
        run(vendors.reinstate(vendor, "已整改", operator));
        assertThat(forSale()).isTrue();
        assertThat(news()).isEqualTo(2);
        purchase.issue();
        assertThat(contradictions()).isEmpty();
        assertThatThrownBy(() -> vendors.reinstate(vendor, "再次", operator).block())
                .hasMessageContaining("organization-state-forbids");
    }

    /** However a vendor comes to rest, each gate is tried while he does: what he sold before runs on. */
    @ParameterizedTest
    @ValueSource(strings = {"suspended", "certificate", "terminated", "never admitted"})
    void atRestForWhateverReasonNothingPassesAnyGate(String why) {
        accepted(today());
        purchase.confirm();
        UUID handedOver = complete();
        run(edit.submit(handedOver, purchase.vendor));
        UUID drafted = complete();

        switch (why) {
            case "suspended" -> run(vendors.suspend(vendor, "虚假宣传", operator));
            case "certificate" -> ended();
            case "terminated" -> standing("TERMINATED");
            default -> standing("APPLYING");
        }

        assertThat(forSale()).isFalse();
        refused(() -> edit.submit(drafted, purchase.vendor));
        refused(() -> review.publish(handedOver, operator));
        refused(() -> submit.submitAll(purchase.vendor));
        assertThatThrownBy(new Purchase(beans, purchase.vendor)::issue).hasMessageContaining("vendor-not-active");
        assertThat(purchase.licenceStates()).as("what was sold stays").containsOnly("ACTIVE");
    }

    private static void refused(Supplier<Mono<?>> act) {
        assertThatThrownBy(() -> run(act.get())).hasMessageContaining("vendor-not-active");
    }

    private void standing(String status) {
        run(database.sql("update organization set status = :status where id = :id")
                .bind("status", status)
                .bind("id", vendor)
                .then());
    }

    /** A draft that lacks nothing. */
    private UUID complete() {
        UUID listing = Ids.next();
        run(edit.save(
                listing,
                new ListingDraft(
                        "resource",
                        "识字卡",
                        "",
                        "四百张卡片",
                        "",
                        "小学",
                        "语文",
                        null,
                        null,
                        null,
                        null,
                        "https://reader.example.cn/1"),
                purchase.vendor));
        run(offers.to(
                listing,
                new NewOffer(OfferKind.PER_PUPIL, "按学生授权", Money.ofYuan("2"), 12, 1, ""),
                Ids.next(),
                purchase.vendor));
        return listing;
    }

    @Test
    void whoIsLetGoForGoodHasNoOpenOrderAndIsNotTakenBack() {
        purchase.issue();
        assertThatThrownBy(() -> run(vendors.terminate(vendor, "合同到期", operator)))
                .hasMessageContaining("organization-has-open");
        assertThat(forSale()).as("nothing of it stays").isTrue();
        run(beans.getBean(AnswerPurchaseOrder.class).decline(purchase.order, "不再供货", purchase.vendor));

        assertThatThrownBy(() -> run(vendors.terminate(vendor, " ", operator))).hasMessageContaining("reason-required");
        run(vendors.terminate(vendor, "合同到期", operator));

        assertThat(forSale()).isFalse();
        assertThat(news()).isOne();
        assertThatThrownBy(() -> run(vendors.reinstate(vendor, "再来", operator)))
                .hasMessageContaining("organization-state-forbids");
    }

    @Test
    void nobodyStopsAVendorWithoutAReasonOrWithoutBeingTheOperator() {
        assertThatThrownBy(() -> vendors.suspend(vendor, " ", operator).block())
                .hasMessageContaining("reason-required");
        assertThatThrownBy(() -> vendors.suspend(vendor, "竞争", purchase.vendor).block())
                .hasMessageContaining("role-required");
        assertThat(forSale()).isTrue();
    }

    @Test
    void aCertificateIsGoodThroughItsLastDayAndThenNothingNewIsSoldUntilAnotherIsAccepted() {
        accepted(today());
        purchase.issue();

        ended();

        assertThat(forSale()).isFalse();
        assertThatThrownBy(new Purchase(beans, purchase.vendor)::issue).hasMessageContaining("vendor-not-active");
        assertThat(state("licence")).as("what was sold stays").doesNotContain("REVOKED", "SUSPENDED");
        accepted(today().plusYears(1));
        assertThat(forSale()).isTrue();
    }

    @Test
    void verifyFindsAnOrderAfterTheEndOfACertificate() {
        accepted(today());
        purchase.issue();
        assertThat(contradictions()).isEmpty();

        ended();
        assertThat(contradictions()).anyMatch(found -> found.contains(purchase.order.toString()));
    }

    @Test
    void aPaperIsWhatItsFirstBytesSay() {
        assertThatThrownBy(() -> Paper.read("执照.pdf", "MZ".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("paper-unfit");
        assertThatThrownBy(() -> Paper.read("执照.pdf", new byte[Paper.LARGEST + 1]))
                .hasMessageContaining("paper-too-large");
        assertThat(pdf().type()).isEqualTo("application/pdf");
        assertThatThrownBy(() -> handedIn(today().minusDays(1), pdf())).hasMessageContaining("certificate-over");
        assertThatThrownBy(() -> handedIn(today(), null)).hasMessageContaining("paper-missing");
    }

    private void accepted(LocalDate until) {
        run(decide.accept(handedIn(until, pdf()), operator));
    }

    private UUID handedIn(LocalDate until, @Nullable Paper paper) {
        UUID id = Ids.next();
        run(handIn.handIn(id, vendor, LICENCE, new HandIn.Said("", until, paper), purchase.vendor));
        return id;
    }

    /** The night in which it ends has passed. */
    private void ended() {
        run(database.sql("update vendor_evidence set valid_until = valid_until - 1 where vendor_id = :vendor")
                .bind("vendor", vendor)
                .then());
    }

    private static Paper pdf() {
        return Paper.read("执照.pdf", "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8));
    }

    private boolean forSale() {
        return listings.find(purchase.request.lines().get(0).listingId())
                .blockOptional()
                .orElseThrow()
                .isForSale();
    }

    private List<String> state(String table) {
        return database.sql("select state from " + table + " where order_id = :order")
                .bind("order", purchase.order)
                .mapValue(String.class)
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private long news() {
        return database.sql(
                        "select count(*) from outbox_message where type = 'VendorStanding' and aggregate_id = :vendor")
                .bind("vendor", vendor)
                .mapValue(Long.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }

    private List<String> contradictions() {
        return Flux.fromIterable(invariants)
                .filter(invariant -> invariant.code().equals("vendors-were-at-work"))
                .concatMap(Invariant::check)
                .map(Invariant.Violation::toString)
                .filter(found -> found.contains(purchase.order.toString()))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static void run(Mono<?> act) {
        act.then().block();
    }
}
