package org.ziyuan.marketplace.listing.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.kept.ApplyIntake;
import org.ziyuan.marketplace.intake.kept.BringIn;
import org.ziyuan.marketplace.intake.kept.Compared;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.intake.kept.IntakeHeadings;
import org.ziyuan.marketplace.intake.kept.IntakeKinds;
import org.ziyuan.marketplace.intake.kept.IntakeRow;
import org.ziyuan.marketplace.intake.kept.IntakeState;
import org.ziyuan.marketplace.intake.kept.Intakes;
import org.ziyuan.marketplace.intake.kept.KeptFault;
import org.ziyuan.marketplace.listing.batch.CompleteDrafts;
import org.ziyuan.marketplace.listing.batch.ReviewBatch;
import org.ziyuan.marketplace.listing.batch.SubmitDrafts;
import org.ziyuan.marketplace.listing.batch.SubmittedBatch;
import org.ziyuan.marketplace.listing.batch.SubmittedBatches;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A vendor's catalogue comes in as the file is, is completed, handed over, reviewed and taken out again. */
@MarketplaceTest
class CatalogueFileTests {

    /** 1,200 titles as a platform lists them: without prices, some with a grade that their title contradicts. */
    private static final Path TEXTBOOKS = Path.of("../storefront/src/main/resources/demo/textbooks.csv");

    private static final String HEADING = "资源编号,名称,学段,学科,版本,年级,册次,打开链接,每生每学年单价\n";

    @Autowired
    DatabaseClient database;

    @Autowired
    BringIn bringIn;

    @Autowired
    ApplyIntake apply;

    @Autowired
    Intakes intakes;

    @Autowired
    IntakeHeadings headings;

    @Autowired
    IntakeKinds kinds;

    @Autowired
    CatalogueSheet sheet;

    @Autowired
    CompleteDrafts complete;

    @Autowired
    SubmitDrafts submit;

    @Autowired
    SubmittedBatches batches;

    @Autowired
    ReviewBatch review;

    private final Actor vendor = actor(Role.VENDOR_MANAGER);
    private final Actor operator = actor(Role.OPERATOR);

    @BeforeEach
    void vendorAndOperatorExist() {
        arrange(vendor, "vendor");
        arrange(operator, "operator");
    }

    @Test
    void twelveHundredTitlesComeInAsTheFileIsAndAreForSaleAfterThreeActs() throws IOException {
        Intake looked = brought(Files.readAllBytes(TEXTBOOKS));

        assertThat(looked.rows()).isEqualTo(1_200);
        assertThat(looked.state()).isEqualTo(IntakeState.CHECKED);
        assertThat(looked.faults()).as("grades that the title contradicts").isEqualTo(95);
        assertThat(looked.added()).isEqualTo(1_105);
        assertThat(count("listing where vendor_id"))
                .as("nothing is written yet")
                .isZero();
        assertThat(there(apply.apply(looked.id(), vendor)).written()).isEqualTo(1_105);
        assertThat(count("listing where vendor_id")).isEqualTo(1_105);
        assertThat(there(submit.atHand(vendor)).count()).isZero();

        assertThat(there(complete.link("https://reader.example.cn/book/{code}", vendor)))
                .isEqualTo(1_105);
        assertThat(there(complete.price(Money.ofYuan("4.50"), vendor))).isEqualTo(1_105);
        assertThat(there(complete.price(Money.ofYuan("9"), vendor)))
                .as("twice is once")
                .isZero();
        assertThat(there(submit.submitAll(vendor))).isEqualTo(1_105);
        SubmittedBatch batch = there(batches.of(vendor.organizationId()));
        assertThat(List.of(batch.number(), batch.fresh(), batch.prices(), batch.raised()))
                .containsExactly(1_105L, 1_105L, 1_105L, 0L);
        assertThat(batches.samples(vendor.organizationId()).collectList().block())
                .hasSizeBetween(10, 20)
                .allSatisfy(sample -> assertThat(sample.link()).startsWith("https://reader.example.cn/book/"));
        assertThat(count("offer o join listing l on l.id = o.listing_id where o.active and l.vendor_id"))
                .as("nothing is for sale before the review")
                .isZero();

        assertThat(there(review.publish(vendor.organizationId(), operator))).isEqualTo(1_105);
        assertThat(count("listing where state = 'PUBLISHED' and current_version = 1 and vendor_id"))
                .isEqualTo(1_105);
        assertThat(count("""
                        offer o join listing l on l.id = o.listing_id join offer_price_log p on p.offer_id = o.id
                         where o.active and p.approved_by <> p.changed_by and l.vendor_id
                        """)).isEqualTo(1_105);
        assertThat(count("""
                        outbox_message m join listing l on l.id = m.aggregate_id
                         where m.type = 'ListingPublished' and l.vendor_id
                        """)).isEqualTo(1_105);
        assertThatThrownBy(
                        () -> review.publish(vendor.organizationId(), operator).block())
                .hasMessageContaining("listing-batch-not-found");
    }

    @Test
    void whatLeavesComesInAgainUnchanged() throws IOException {
        run(apply.apply(brought(Files.readAllBytes(TEXTBOOKS)).id(), vendor));
        run(complete.price(Money.ofYuan("4.50"), vendor));

        for (SheetFormat format : List.of(SheetFormat.XLSX, SheetFormat.CSV)) {
            for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                Intake again = brought(bytes(Objects.requireNonNull(
                        sheet.of(vendor, format, "资源目录", locale).getBody())));

                assertThat(List.of(again.same(), again.added(), again.changed(), again.faults(), again.unmentioned()))
                        .containsExactly(1_105, 0, 0, 0, 0);
            }
        }
    }

    @Test
    void aRowWithAFaultIsLeftOutAndSaidAndTheRestIsWritten() {
        Intake looked = brought("""
                %sA1,数学三年级上册,小学,数学,人教版（三年级起点）,三年级,上册,https://reader.example.cn/a1,4.50
                A1,又是它,小学,数学,人教版,三年级,上册,,
                A2,全科点读,小学,三年级数学,人教版,三年级,上册,,
                A3,不安全,小学,数学,人教版,三年级,上册,http://127.0.0.1/,0
                A4,=HYPERLINK("http://x.cn"),小学,数学,部编版,3年级,上册,,
                A5,中考真题,习题,中考数学真题,,,,,
                """.formatted(HEADING));

        assertThat(faults(looked))
                .extracting(KeptFault::code)
                .containsExactlyInAnyOrder("listing-row-repeated", "facet-unknown", "link-unfit", "price-not-positive");
        assertThat(List.of(looked.added(), looked.faults())).containsExactly(3, 4);
        assertThat(there(apply.apply(looked.id(), vendor)).written()).isEqualTo(3);
        assertThat(database.sql("""
                                select l.external_code || ' ' || l.kind || ' ' || coalesce(d.stage, '-') || ' '
                                       || coalesce(d.edition, '-') as line
                                  from listing l join listing_draft d on d.listing_id = l.id
                                 where l.vendor_id = :vendor order by 1
                                """)
                        .bind("vendor", vendor.organizationId())
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly("A1 textbook 小学 人教版（三年级起点）", "A4 textbook 小学 统编版", "A5 resource - -");
    }

    @Test
    void aFileChangesWhatIsOnTheMarketOnlyByARevisionAndNothingUnderReview() {
        String rows = "";
        for (int number = 1; number <= 6; number++) {
            rows += "B%d,语文%d,小学,语文,统编版,三年级,上册,https://reader.example.cn/b%d,4.50\n".formatted(number, number, number);
        }
        run(apply.apply(brought(HEADING + rows).id(), vendor));
        assertThat(there(submit.submitAll(vendor))).isEqualTo(6);
        Intake meanwhile = brought(HEADING + rows.replace("语文1", "改名"));
        assertThat(faults(meanwhile)).extracting(KeptFault::code).containsExactly("listing-not-editable");
        run(review.publish(vendor.organizationId(), operator));

        run(apply.apply(
                brought(HEADING + rows.replace("语文1", "改名").replace(",4.50", ",99999"))
                        .id(),
                vendor));
        assertThat(
                        count(
                                "offer o join listing l on l.id = o.listing_id where o.unit_price_in_fen = 450 and l.vendor_id"))
                .isEqualTo(6);
        assertThat(there(submit.submitAll(vendor))).isEqualTo(6);
        SubmittedBatch batch = there(batches.of(vendor.organizationId()));
        assertThat(List.of(batch.fresh(), batch.rewritten(), batch.raised())).containsExactly(0L, 1L, 6L);
        assertThat(there(review.giveBack(vendor.organizationId(), "价格过高", operator)))
                .isEqualTo(6);
        assertThat(
                        count(
                                "offer o join listing l on l.id = o.listing_id where o.unit_price_in_fen = 450 and l.vendor_id"))
                .isEqualTo(6);
        assertThatThrownBy(() -> batches.of(vendor.organizationId()).block()).hasMessageContaining("not-found");
    }

    /** What is approved is what was shown: any word or price of any of them is part of the seal. */
    @Test
    void theSealOfABatchChangesWithAnyPriceInIt() {
        run(apply.apply(
                brought(HEADING + "C1,语文,小学,语文,统编版,三年级,上册,https://reader.example.cn/c1,4.50\n")
                        .id(),
                vendor));
        run(submit.submitAll(vendor));
        String seal = there(batches.of(vendor.organizationId())).seal();

        assertThat(there(batches.of(vendor.organizationId())).seal()).isEqualTo(seal);
        run(database.sql("""
                        update proposed_price set unit_price_in_fen = 451 where offer_id in (
                          select o.id from offer o join listing l on l.id = o.listing_id where l.vendor_id = :vendor)
                        """).bind("vendor", vendor.organizationId()).then());
        assertThat(there(batches.of(vendor.organizationId())).seal()).isNotEqualTo(seal);
    }

    @Test
    void aVendorSaysOnceHowHeHeadsHisColumns() {
        String file = "产品ID,书名,学段\nD1,数学三年级上册,小学\n";
        assertThatThrownBy(() -> brought(file)).hasMessageContaining("intake-heading-missing");

        run(headings.keep(kinds.named("listings", vendor), "source_id", "产品ID", vendor));
        run(headings.keep(kinds.named("listings", vendor), "title", "书名", vendor));

        assertThat(brought(file).added()).isEqualTo(1);
        assertThatThrownBy(() -> headings.keep(kinds.named("listings", vendor), "nonsense", "x", vendor)
                        .block())
                .hasMessageContaining("field-malformed");
        assertThatThrownBy(() -> kinds.named("listings", operator)).hasMessageContaining("intake-kind-not-found");
    }

    @Test
    void oneAddressForAllIsNone() {
        assertThatThrownBy(() ->
                        complete.link("https://reader.example.cn/", vendor).block())
                .hasMessageContaining("link-without-code");
        assertThatThrownBy(() ->
                        complete.link("http://reader.example.cn/{code}", vendor).block())
                .hasMessageContaining("link-unfit");
    }

    private List<KeptFault> faults(Intake intake) {
        return there(intakes.rows(intake.id(), Compared.Outcome.FAULTY, Sought.everything(Cursor.START, 100), vendor))
                .items()
                .stream()
                .map(IntakeRow::faults)
                .flatMap(List::stream)
                .toList();
    }

    private long count(String where) {
        return there(database.sql("select count(*) from " + where.strip() + " = :vendor")
                .bind("vendor", vendor.organizationId())
                .mapValue(Long.class)
                .one());
    }

    private Intake brought(String file) {
        return brought(file.getBytes(StandardCharsets.UTF_8));
    }

    private Intake brought(byte[] file) {
        return there(bringIn.bringIn(
                Ids.next(),
                "listings",
                "textbooks.csv",
                Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(file)),
                vendor));
    }

    private static byte[] bytes(Flux<DataBuffer> content) {
        DataBuffer whole = there(DataBufferUtils.join(content));
        byte[] bytes = new byte[whole.readableByteCount()];
        whole.read(bytes);
        DataBufferUtils.release(whole);
        return bytes;
    }

    private static <T> T there(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static void run(Mono<?> work) {
        work.then().block();
    }

    private static Actor actor(Role role) {
        return new Actor(Ids.next(), "测试", Ids.next(), "test." + Ids.next(), Set.of(role));
    }

    private void arrange(Actor actor, String kind) {
        UUID person = actor.person();
        run(database.sql(
                        "insert into organization (id, kind, code, name, path) values (:id, :kind, :code, '测试', :path)")
                .bind("id", actor.organizationId())
                .bind("kind", kind)
                .bind("code", actor.organizationId().toString())
                .bind("path", actor.organizationPath())
                .then()
                .then(database.sql("insert into person (id, login, display_name) values (:id, :login, '测试')")
                        .bind("id", person)
                        .bind("login", person.toString())
                        .then()));
    }
}
