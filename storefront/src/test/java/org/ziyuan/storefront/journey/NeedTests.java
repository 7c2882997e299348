package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** What teachers need reaches the purchaser in one list, becomes a requisition in one click, and the teachers see it. */
class NeedTests {

    private final School school = School.of(RunningMarket.shared(), "s0095", "v08");

    @Test
    void isAskedForWithNumberAndReasonGatheredAndBegunInOneClick() {
        UUID id = School.listing("pilot-science");
        String listing = "/listings/" + id;
        assertThat(school.teacher.page(listing)).contains("请学校采购");
        assertThat(school.purchaser.page(listing)).doesNotContain("请学校采购");
        ask(school.teacher, listing, "", "实验课");
        assertThat(school.teacher.page(listing)).contains("id=\"error-needed\"", "value=\"实验课\"");
        ask(school.teacher, listing, "46", "三年级一班实验课");
        assertThat(school.teacher.page(listing)).contains("等采购员办理").doesNotContain("id=\"error-needed\"");
        askByProgram(school.person("teacher2"), listing, 40, "三年级二班实验课");
        Somebody pupil = school.person("pupil1");
        assertThat(pupil.press(pupil.page(listing), "/lti/launches", Map.of("listing", id.toString()))
                        .statusCode())
                .isGreaterThanOrEqualTo(400);

        JsonNode need = waiting(id);
        assertThat(need.path("teachers").asInt()).isEqualTo(2);
        assertThat(need.path("people").asInt()).isEqualTo(86);
        assertThat(need.path("refused").asInt()).isEqualTo(1);
        String list = HtmlUtils.htmlUnescape(school.purchaser.page("/needs"));
        assertThat(list).contains("三年级一班实验课", "三年级二班实验课", "共 86 人用");
        assertThat(school.purchaser.page("/inbox")).contains("教师需求");
        assertThat(Somebody.signedIn(RunningMarket.shared(), "s0097.purchaser").page("/needs"))
                .doesNotContain("三年级一班实验课");

        String draft = school.purchaser
                .press(list, "/needs/" + id + "/requisition", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        JsonNode line = school.purchaser.get("/api/v1" + draft).path("lines").path(0);
        assertThat(line.path("people").asInt()).isEqualTo(86);
        assertThat(line.path("cheaperOffer").asString("")).isEmpty();
        assertThat(waiting(id).isMissingNode()).isTrue();
        assertThat(mine(id).path("requisitionState").asString()).isEqualTo("DRAFT");
        assertThat(HtmlUtils.htmlUnescape(school.teacher.page("/needs/mine"))).contains("三年级一班实验课", "草稿");
    }

    @Test
    void isAnsweredWithAReasonThatTheTeacherReadsAndMayBeAskedForAgain() {
        UUID id = School.listing("pilot-reading");
        String listing = "/listings/" + id;
        ask(school.teacher, listing, "30", "晨读");
        String decline = "/needs/" + id + "/decline";
        assertThat(school.purchaser
                        .press(school.purchaser.page("/needs"), decline, Map.of("reason-" + id, ""))
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.purchaser.page("/needs")).contains("id=\"error-reason-" + id + "\"");

        assertThat(school.purchaser
                        .press(school.purchaser.page("/needs"), decline, Map.of("reason-" + id, "县里已统一采购"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(waiting(id).isMissingNode()).isTrue();
        assertThat(HtmlUtils.htmlUnescape(school.teacher.page(listing))).contains("学校暂不采购", "县里已统一采购");
        assertThat(HtmlUtils.htmlUnescape(school.teacher.page("/inbox/notices")))
                .contains("学校暂不采购");
        assertThat(school.purchaser
                        .refused(404, "/api/v1/needs/" + id + "/decline", Map.of("reason", "再答一次"))
                        .path("code")
                        .asString())
                .isEqualTo("need-not-found");
        askByProgram(school.teacher, listing, 31, "县里的不含这一册");
        assertThat(waiting(id).path("people").asInt()).isEqualTo(31);
        assertThat(mine(id).path("answer").asString("")).isEmpty();
    }

    private JsonNode waiting(UUID listing) {
        return of(school.purchaser.get("/api/v1/needs?limit=100"), listing);
    }

    private JsonNode mine(UUID listing) {
        return of(school.teacher.get("/api/v1/needs/mine?limit=100"), listing);
    }

    private static JsonNode of(JsonNode page, UUID listing) {
        JsonNode found = page.path("nothing");
        for (JsonNode need : page.path("items")) {
            if (need.path("listingId").asString().equals(listing.toString())) {
                found = need;
            }
        }
        return found;
    }

    private static void ask(Somebody teacher, String listing, String people, String reason) {
        assertThat(teacher.press(teacher.page(listing), listing + "/need", Map.of("needed", people, "reason", reason))
                        .statusCode())
                .isEqualTo(303);
    }

    private static void askByProgram(Somebody teacher, String listing, int people, String reason) {
        assertThat(teacher.write(
                                "PUT",
                                "/api/v1" + listing + "/need",
                                Map.of("audience", "PUPILS", "people", people, "reason", reason),
                                UUID.randomUUID().toString())
                        .statusCode())
                .isEqualTo(200);
    }
}
