package org.ziyuan.storefront.journey;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;
import org.ziyuan.marketplace.listing.Meter;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.storefront.demo.OfferedListings;
import org.ziyuan.storefront.demo.OfferedListings.Offered;
import tools.jackson.databind.JsonNode;

/**
 * Of every vendor of the demo the dearer offers are asked for: none is handed in without its reason, and whoever
 * approves reads, on the page and through the API, which offer was not taken, what it costs and why.
 */
class DearerChoiceTests {

    private static final long MOST_IN_FEN = 4_000_000;

    /** One of its own: others change offers of the shared one. */
    private final RunningMarket market;

    private final School school;

    DearerChoiceTests(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        market = RunningMarket.startWithProvince(folder, RunningMarket.freePort(), Map.of());
        school = School.of(market, "s0083", "v01");
    }

    @AfterEach
    void stop() throws InterruptedException {
        market.stop();
    }

    @Test
    void isExplainedBeforeItIsHandedInAndReadByWhoeverApproves() {
        Map<UUID, List<Dearer>> ofVendors = OfferedListings.all().stream()
                .filter(listing -> listing.offers().size() > 1)
                .collect(groupingBy(Offered::vendor, LinkedHashMap::new, mapping(Dearer::of, toList())));
        assertThat(ofVendors).hasSizeGreaterThan(5);

        ofVendors
                .values()
                .forEach(choices -> baskets(choices.subList(0, Math.min(choices.size(), Tries.of(6, 1_000))))
                        .forEach(this::buy));
    }

    private void buy(List<Dearer> basket) {
        String id = school.purchaser
                .post("/api/v1/requisitions", Map.of("purpose", "课堂使用"))
                .path("id")
                .asString();
        String path = "/api/v1/requisitions/" + id;
        basket.forEach(choice -> assertThat(school.purchaser
                        .post(path + "/lines", choice.wanted(!choice.equals(last(basket))))
                        .path("lines"))
                .isNotEmpty());
        JsonNode draft = school.purchaser.put(path + "/budget-line", Map.of("budgetLineId", school.line));
        assertThat(said(draft)).isEqualTo(expected(basket, false));

        JsonNode refused = school.purchaser.refused(409, path + "/submit", Map.of());
        assertThat(refused.path("code").asString()).isEqualTo("dearer-offer-needs-a-reason");
        assertThat(refused.path("values").path("cheaper").asString())
                .isEqualTo(last(basket).cheaper.name());
        assertThat(state(school.requisition(UUID.fromString(id)))).isEqualTo("DRAFT");

        assertThat(said(school.purchaser.post(path + "/lines", last(basket).wanted(true))))
                .isEqualTo(expected(basket, true));
        assertThat(state(school.purchaser.post(path + "/submit", Map.of()))).isNotEqualTo("DRAFT");
        read(id, basket);
        assertThat(state(school.purchaser.post(path + "/withdraw", Map.of()))).isEqualTo("WITHDRAWN");
    }

    private void read(String id, List<Dearer> basket) {
        String task = school.task(school.accountant, UUID.fromString(id));
        String page = HtmlUtils.htmlUnescape(school.accountant.page("/inbox/" + task));
        for (Dearer choice : basket) {
            assertThat(page)
                    .contains("没有选用更省的“" + choice.cheaper.name() + "”（" + choice.cheaperInYuan("¥%,d.%02d"))
                    .contains(choice.reason());
        }
        assertThat(page.split("没有选用更省的", -1)).hasSize(basket.size() + 1);
        assertThat(said(school.accountant.get("/api/v1/requisitions/" + id))).isEqualTo(expected(basket, true));
        school.accountant.get("/api/v1/inbox?limit=100").path("items").forEach(item -> {
            if (item.path("taskId").asString().equals(task)) {
                assertThat(item.path("dearerLines").asInt()).isEqualTo(basket.size());
            }
        });
    }

    private static String state(JsonNode requisition) {
        return requisition.path("state").asString();
    }

    /** By offer: what would have done, what that costs, and why it was not taken. */
    private static Map<String, List<String>> said(JsonNode requisition) {
        Map<String, List<String>> said = new HashMap<>();
        requisition
                .path("lines")
                .forEach(line -> said.put(
                        line.path("offerId").asString(),
                        List.of(
                                line.path("cheaperOffer").asString(""),
                                line.path("cheaperTotal").asString(""),
                                line.path("reason").asString())));
        return said;
    }

    private static Map<String, List<String>> expected(List<Dearer> basket, boolean all) {
        Map<String, List<String>> expected = new HashMap<>();
        basket.forEach(choice -> expected.put(
                choice.offer.id().toString(),
                List.of(
                        choice.cheaper.name(),
                        choice.cheaperInYuan("%d.%02d"),
                        all || !choice.equals(last(basket)) ? choice.reason() : "")));
        return expected;
    }

    private static Dearer last(List<Dearer> basket) {
        return basket.get(basket.size() - 1);
    }

    /** As many as can be paid and bought directly together; what was read is withdrawn before the next. */
    private static List<List<Dearer>> baskets(List<Dearer> choices) {
        List<List<Dearer>> baskets = new ArrayList<>();
        long sum = MOST_IN_FEN;
        for (Dearer choice : choices) {
            sum += choice.fen();
            if (sum > MOST_IN_FEN) {
                baskets.add(new ArrayList<>());
                sum = choice.fen();
            }
            baskets.get(baskets.size() - 1).add(choice);
        }
        return baskets;
    }

    /** The dearer of two offers for so many pupils, and the cheaper one. */
    private record Dearer(Offer offer, int quantity, int people, Offer cheaper) {

        /** The whole school for one pupil, or, where the price is even, one pupil too many. */
        static Dearer of(Offered listing) {
            Offer perPupil = only(listing, Meter.PUPIL_YEAR);
            Offer everybody = only(listing, Meter.SCHOOL_YEAR);
            int even = (int) (everybody.unitPrice().fen() / perPupil.unitPrice().fen()) + 1;
            return Math.floorMod(listing.id().getLeastSignificantBits(), 2) == 0
                    ? new Dearer(everybody, 1, 1, perPupil)
                    : new Dearer(perPupil, even, even, everybody);
        }

        private static Offer only(Offered listing, Meter meter) {
            return listing.offers().stream()
                    .filter(offer -> offer.meter() == meter)
                    .min(Comparator.comparing(Offer::id))
                    .orElseThrow();
        }

        long fen() {
            return offer.unitPrice().fen() * quantity;
        }

        String reason() {
            return "理由" + offer.id();
        }

        String cheaperInYuan(String format) {
            long fen = cheaper.unitPrice().fen();
            return format.formatted(fen / 100, fen % 100);
        }

        Map<String, Object> wanted(boolean explained) {
            return Map.of(
                    "offerId",
                    offer.id(),
                    "quantity",
                    quantity,
                    "audience",
                    "PUPILS",
                    "people",
                    people,
                    "reason",
                    explained ? reason() : "");
        }
    }
}
