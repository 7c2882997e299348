package org.ziyuan.marketplace.licensing.lti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.Town;
import org.ziyuan.marketplace.licensing.lti.tool.DecideTool;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ProposeTool;
import org.ziyuan.marketplace.licensing.lti.tool.ToolSheet;
import org.ziyuan.marketplace.licensing.lti.tool.Trial;
import org.ziyuan.marketplace.licensing.lti.tool.TrialRole;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTool.Tried;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTools;
import org.ziyuan.marketplace.listing.EditListing;
import org.ziyuan.marketplace.listing.ListingDraft;
import org.ziyuan.marketplace.listing.ReviewListing;
import org.ziyuan.marketplace.transaction.Ids;

/** A vendor's own tool: tried by him, approved by the operator, and only then what opens a listing. */
@LtiTest
class ToolTrialTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    ProposeTool propose;

    @Autowired
    DecideTool decide;

    @Autowired
    VendorTools tools;

    @Autowired
    EditListing edit;

    @Autowired
    ReviewListing review;

    final UUID id = Ids.next();
    final RelyingParty tool = new RelyingParty(id.toString(), PrivacyLevel.NAME);
    Town town;
    Actor vendor;
    Actor operator;
    Browser browser;

    @BeforeEach
    void aVendorWithATool() {
        town = new Town(context);
        vendor = town.vendorManager();
        operator = town.member(town.county, Role.OPERATOR);
        browser = Browser.of(context, vendor);
        propose.register(id, sheet(tool.redirectUri().toString()), vendor).block();
    }

    @Test
    void aTrialIsALaunchOfSomebodyWhoIsNotThereAndWritesDownEachStep() throws Exception {
        for (TrialRole role : TrialRole.values()) {
            Map<String, String> answer =
                    browser.answer(tool.authenticationRequest(begun(role), "s", "n-" + role + Ids.next()));
            JWTClaimsSet claims = tool.verified(answer.getOrDefault("id_token", ""), browser.keySet());

            assertThat(claims.getClaim("name")).isEqualTo(role == TrialRole.PUPIL ? null : role.person());
            assertThat(String.valueOf(claims.getClaim("https://purl.imsglobal.org/spec/lti/claim/roles")))
                    .contains(
                            switch (role) {
                                case TEACHER -> "membership#Instructor";
                                case PUPIL -> "membership#Learner";
                                case ADMINISTRATOR -> "person#Administrator";
                            });
            assertThat(trial(role).waitsForEyes()).isTrue();
            propose.seen(id, role, vendor).block();
        }

        assertThat(found().tool().hasPassed()).isTrue();
        assertThat(town.text("select count(*)::text from launch where client_id = '" + id + "'"))
                .as("nobody has used anything")
                .isEqualTo("0");
    }

    @Test
    void whatAToolAsksWronglyIsWrittenDownInTheWordsItIsTold() {
        Map<String, String> request = tool.authenticationRequest(begun(TrialRole.TEACHER), "s", "n-" + Ids.next());
        Map<String, String> elsewhere = new HashMap<>(request);
        elsewhere.put("redirect_uri", "https://tool.test/elsewhere");
        browser.ask(elsewhere).expectStatus().isBadRequest();
        assertThat(trial(TrialRole.TEACHER).failure()).isEqualTo("lti-redirect-uri-unknown");

        Map<String, String> wrong = new HashMap<>(request);
        wrong.put("response_mode", "query");
        assertThat(browser.answer(wrong)).containsEntry("error", "invalid_request");
        assertThat(trial(TrialRole.TEACHER).failure()).contains("response_mode must be form_post");
        assertThatThrownBy(() -> propose.seen(id, TrialRole.TEACHER, vendor).block())
                .hasMessageContaining("tool-trial-not-answered");

        Map<String, String> unused = browser.answer(request);
        assertThat(trial(TrialRole.TEACHER).failure()).isEmpty();
        propose.seen(id, TrialRole.TEACHER, vendor).block();
        assertThat(trial(TrialRole.TEACHER).isPassed()).isTrue();
        Map<String, String> again = begun(TrialRole.TEACHER);
        assertThat(again).isNotEmpty();
        assertThat(trial(TrialRole.TEACHER).isPassed())
                .as("the latest try counts")
                .isFalse();
    }

    @Test
    void onlyWhatHasPassedIsApprovedAndOnlyWhatIsApprovedOpensAListing() {
        UUID listing = town.listing;
        edit.save(
                        listing,
                        new ListingDraft("app", "爱科学", "", "实验", "", null, null, null, null, null, null, null),
                        vendor)
                .block();
        propose.open(listing, Ids.next(), id, vendor).block();

        assertThatThrownBy(() -> edit.submit(listing, vendor).block()).hasMessageContaining("listing-incomplete");
        assertThatThrownBy(() -> decide.approve(id, operator).block()).hasMessageContaining("tool-not-passed");
        passes();
        decide.approve(id, operator).block();
        edit.submit(listing, vendor).then().block();
        review.publish(listing, operator).then().block();

        UUID unused = town.licence(town.school, 1);
        assertThat(Browser.of(context, town.teacher()).initiation(listing)).containsEntry("client_id", id.toString());
        assertThatThrownBy(() -> propose.correct(id, sheet("https://tool.test/other"), vendor)
                        .block())
                .hasMessageContaining("tool-state-forbids");
    }

    @Test
    void otherAddressesAreTriedAndLookedAtAnew() {
        passes();
        decide.giveBack(id, "请换正式域名", operator).block();
        assertThat(found().tool().isReturned()).isTrue();

        propose.correct(id, sheet("https://tool.test/other"), vendor).block();

        assertThat(found().tool().waits()).isTrue();
        assertThat(found().tool().passed()).isZero();
        assertThatThrownBy(() -> decide.giveBack(id, " ", operator).block()).hasMessageContaining("reason-required");
    }

    @Test
    void anotherVendorsToolIsNeitherSeenNorTriedNorNamed() {
        Actor stranger = new Town(context).vendorManager();

        assertThatThrownBy(() -> tools.find(id, stranger).block()).hasMessageContaining("vendor-tool-not-found");
        trying(Browser.of(context, stranger), TrialRole.TEACHER).expectStatus().isNotFound();
        assertThatThrownBy(() ->
                        propose.open(town.listing, Ids.next(), id, stranger).block())
                .hasMessageContaining("tool-unknown");
        trying(Browser.of(context, town.teacher()), TrialRole.TEACHER)
                .expectStatus()
                .isForbidden();
    }

    private void passes() {
        for (TrialRole role : TrialRole.values()) {
            assertThat(browser.answer(tool.authenticationRequest(begun(role), "s", "n-" + Ids.next())))
                    .containsKey("id_token");
            propose.seen(id, role, vendor).block();
        }
    }

    private Map<String, String> begun(TrialRole role) {
        return RelyingParty.fields(String.valueOf(trying(browser, role)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    private WebTestClient.ResponseSpec trying(Browser who, TrialRole role) {
        return who.web()
                .post()
                .uri("/lti/trials")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData("tool", id.toString()).with("role", role.name()))
                .exchange();
    }

    private Tried found() {
        return Objects.requireNonNull(tools.find(id, vendor).block());
    }

    private Trial trial(TrialRole role) {
        return found().trials().stream()
                .filter(trial -> trial.role() == role)
                .findFirst()
                .orElseThrow();
    }

    private ToolSheet sheet(String redirect) {
        return new ToolSheet(
                "爱科学应用",
                "https://tool.test/" + id + "/login",
                redirect,
                "https://tool.test/" + id + "/",
                "https://tool.test/jwks",
                PrivacyLevel.NAME);
    }
}
