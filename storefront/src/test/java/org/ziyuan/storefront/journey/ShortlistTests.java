package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** What is kept while choosing is shared in a school, compared, and becomes drafts in one click. */
class ShortlistTests {

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void aListIsKeptSharedAndBegunInOneClick() {
        School school = School.of(market, "s0101", "v08");
        UUID app = School.listing("pilot-science");
        UUID book = School.listing("104c9yv");
        keep(school.teacher, app, "");
        assertThat(school.teacher.page("/listings/" + app)).contains("id=\"error-list\"");
        keep(school.teacher, app, "三年级要用的");
        keep(school.teacher, book, "三年级要用的");
        keep(school.teacher, book, "三年级要用的");
        JsonNode list = school.teacher.get("/api/v1/shortlists").path("items").path(0);
        String page = "/lists/" + list.path("id").asString();
        assertThat(list.path("many").asInt()).isEqualTo(2);
        assertThat(HtmlUtils.htmlUnescape(school.teacher.page("/lists"))).contains("三年级要用的", "只有我");

        String address = "/api/v1/shortlists/" + list.path("id").asString();
        assertThat(school.purchaser.tryGet(address).statusCode()).isEqualTo(404);
        assertThat(school.teacher
                        .press(school.teacher.page(page), page + "/share", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.purchaser.get(address).path("listings")).hasSize(2);
        assertThat(Somebody.signedIn(market, "s0103.purchaser").tryGet(address).statusCode())
                .isEqualTo(404);
        String seen = HtmlUtils.htmlUnescape(school.purchaser.page(page));
        assertThat(seen).contains("全部放进采购申请").doesNotContain(">去掉</button>");
        assertThat(HtmlUtils.htmlUnescape(school.purchaser.page("/compare?listing=" + app + "&listing=" + book)))
                .contains("我校合计", "使用条件");

        assertThat(school.purchaser
                        .press(seen, page + "/requisition", Map.of())
                        .headers()
                        .firstValue("Location"))
                .contains("/requisitions");
        assertThat(school.purchaser.get("/api/v1/requisitions").path("items"))
                .filteredOn(one -> one.path("state").asString().equals("DRAFT"))
                .hasSize(2);

        String own = school.teacher.page(page);
        for (UUID listing : List.of(book, app)) {
            assertThat(school.teacher
                            .press(own, page + "/drop", Map.of("listing", listing.toString()))
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(school.teacher.get("/api/v1/shortlists").path("items")).isEmpty();
    }

    private static void keep(Somebody teacher, UUID listing, String list) {
        String page = "/listings/" + listing;
        assertThat(teacher.press(teacher.page(page), page + "/keep", Map.of("list", list))
                        .statusCode())
                .isEqualTo(303);
    }
}
