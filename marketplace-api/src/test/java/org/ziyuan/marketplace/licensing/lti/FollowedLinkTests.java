package org.ziyuan.marketplace.licensing.lti;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.MyResources;
import org.ziyuan.marketplace.licensing.Town;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistrations;

/** What its vendor opens by an address: the gate stands before it, and nobody hears the address without a licence. */
@LtiTest
class FollowedLinkTests {

    private static final String ADDRESS = "https://reader.example.cn/book?a=1&amp;b=2";

    @Autowired
    ApplicationContext context;

    @Autowired
    MyResources resources;

    @Autowired
    ToolRegistrations tools;

    Town town;
    Actor teacher;
    Browser browser;

    @BeforeEach
    void aListingWithAnAddress() {
        town = new Town(context);
        teacher = town.teacher();
        browser = Browser.of(context, teacher);
        town.run("insert into listing_version (listing_id, version, title, link) values ('%s', 2, '爱<科学', '%s')"
                .formatted(town.listing, ADDRESS.replace("&amp;", "&")));
        town.run("update listing set current_version = 2 where id = '" + town.listing + "'");
    }

    @Test
    void aTeacherIsLedThereWithASeatAndTheUseIsWrittenDown() {
        UUID unused = town.licence(town.school, 1);

        assertThat(resources.of(teacher).next().block()).matches(card -> card != null && card.launchable());
        for (int time = 0; time < 2; time++) {
            browser.open(town.listing)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Referrer-Policy", "no-referrer")
                    .expectBody(String.class)
                    .value(page -> assertThat(page)
                            .contains("0;url=" + ADDRESS, "爱&lt;科学")
                            .doesNotContain("<科学"));
        }
        assertThat(launched()).isEqualTo("2 without a tool, with 1 seats");
        assertThat(Browser.of(context, town.teacher())
                        .open(town.listing)
                        .expectStatus()
                        .isEqualTo(409)
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("seats-exhausted")
                .doesNotContain("reader.example.cn");
    }

    @Test
    void withoutALicenceTheAddressIsNotToldAndTheWishIsCounted() {
        browser.open(town.listing)
                .expectStatus()
                .isEqualTo(409)
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("no-licence").doesNotContain("reader.example.cn"));

        assertThat(launched()).startsWith("0");
        assertThat(town.text("select door || ' ' || reason from denial where listing_id = '" + town.listing + "'"))
                .isEqualTo("link no-licence");
    }

    @Test
    void aToolThatIsPlacedGoesFirst() {
        UUID unused = town.licence(town.school, 1);
        RelyingParty tool = RelyingParty.named("tool", PrivacyLevel.PSEUDONYMOUS);
        tools.register(tool.registration())
                .then(tools.place(tool.clientId(), List.of(town.listing)))
                .block();

        browser.open(town.listing)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).doesNotContain("reader.example.cn"));
    }

    private String launched() {
        return town.text("""
                select count(*) filter (where client_id is null) || ' without a tool, with ' || count(distinct seat_id)
                       || ' seats'
                  from launch where listing_id = '%s'
                """.formatted(town.listing));
    }
}
