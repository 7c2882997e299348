package org.ziyuan.marketplace.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;

@MarketplaceTest
class MyResourcesTests {

    @Autowired
    MyResources myResources;

    @Autowired
    HeldLicences heldLicences;

    @Autowired
    Seats seats;

    @Autowired
    ApplicationContext context;

    Town town;
    Actor teacher;

    @BeforeEach
    void settle() {
        town = new Town(context);
        teacher = town.teacher();
    }

    @Test
    void aNewTeacherFindsNothing() {
        assertThat(cards(teacher)).isEmpty();
    }

    @Test
    void oneCardSaysWhoProvidesItHowManySeatsAreLeftAndWhatToDo() {
        UUID licence = town.licence(town.county, 2);

        ResourceCard before = cards(teacher).get(0);
        seats.claim(licence, teacher).then().block();
        ResourceCard after = cards(teacher).get(0);

        assertThat(before.standing()).isEqualTo(GateReason.MAY_CLAIM);
        assertThat(before.nextStep()).isEqualTo(ResourceCard.NextStep.CLAIM);
        assertThat(before.providerTier()).isEqualTo("county");
        assertThat(before.title()).isEqualTo("爱科学");
        assertThat(List.of(before.seatsFree(), after.seatsFree())).containsExactly(2, 1);
        assertThat(after.standing()).isEqualTo(GateReason.SEAT_HELD);
    }

    @Test
    void aResourceLicensedTwiceIsOneCardWithTheLicenceThatWouldBeUsed() {
        UUID school = town.licence(town.school, null);
        UUID county = town.licence(town.county, 5);

        assertThat(county).isNotEqualTo(school);
        assertThat(cards(teacher)).extracting(ResourceCard::licenceId).containsExactly(school);
    }

    @Test
    void aLicenceIsSeenByHolderBureauAboveAndVendorAndExistsForNobodyElse() {
        Town.Bought bought = town.bought(town.school, 2);
        UUID licence = bought.licence();
        Actor stranger = town.member(town.strangeSchool(), Role.PRINCIPAL);
        Actor bureau =
                new Actor(teacher.person(), "县教育局", town.county, town.county.toString(), Set.of(Role.COUNTY_BUREAU));

        for (Actor entitled : List.of(teacher, bureau, town.vendorManager())) {
            assertThat(heldLicences
                            .find(licence, entitled)
                            .map(HeldLicence::seatsFree)
                            .block())
                    .isEqualTo(2);
            assertThat(heldLicences.ofOrder(bought.order(), entitled).count().block())
                    .isEqualTo(1);
        }
        assertThatThrownBy(() -> heldLicences.find(licence, stranger).block())
                .hasMessageContaining("licence-not-found");
        assertThat(heldLicences
                        .of(stranger, Sought.everything(Cursor.START, 50))
                        .map(page -> page.items().size())
                        .block())
                .isEqualTo(0);
    }

    @Test
    void aPupilAndAParentSeeNoPapersAndAPupilTheCardOfWhatReachesHim() {
        UUID licence = town.licence(town.school, 2);
        Actor pupil = town.member(town.school, Role.PUPIL);
        Actor parent = town.member(town.school, Role.PARENT);
        UUID elsewhere = town.licence(town.strangeSchool(), 2);

        for (Actor reader : List.of(pupil, parent)) {
            assertThatThrownBy(() -> heldLicences.find(licence, reader).block())
                    .hasMessageContaining("licence-not-found");
            assertThat(heldLicences
                            .of(reader, Sought.everything(Cursor.START, 50))
                            .map(page -> page.items().size())
                            .block())
                    .isEqualTo(0);
        }
        assertThat(myResources.under(licence, pupil).map(ResourceCard::standing).block())
                .isEqualTo(GateReason.MAY_CLAIM);
        assertThatThrownBy(() -> myResources.under(licence, parent).block()).hasMessageContaining("licence-not-found");
        assertThatThrownBy(() -> myResources.under(elsewhere, pupil).block()).hasMessageContaining("licence-not-found");
    }

    @Test
    void theListOverHttpIsEmptyForAPupilAndWholeForThePurchaser() {
        UUID licence = town.licence(town.school, 2);

        for (Role role : List.of(Role.PUPIL, Role.PARENT)) {
            TestPeople.signedIn(context, town.member(town.school, role))
                    .get()
                    .uri("/api/v1/licences")
                    .exchange()
                    .expectBody()
                    .jsonPath("$.items.length()")
                    .isEqualTo(0);
        }
        TestPeople.signedIn(context, town.member(town.school, Role.PURCHASER))
                .get()
                .uri("/api/v1/licences")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].id")
                .isEqualTo(licence.toString());
    }

    @Test
    void theHistoryTellsWhoPutALicenceIntoForceAndWhoEndedIt() {
        Town.Bought bought = town.bought(town.school, 2);
        town.revoke(bought);

        TestPeople.signedIn(context, town.member(town.school, Role.PURCHASER))
                .get()
                .uri("/api/v1/licences/" + bought.licence() + "/history")
                .exchange()
                .expectBody()
                .jsonPath("$.items[*].state")
                .isEqualTo(List.of("PENDING", "ACTIVE", "REVOKED"))
                .jsonPath("$.items[1].by")
                .isEqualTo("王老师（第一小学）");
        TestPeople.signedIn(context, town.member(town.school, Role.PUPIL))
                .get()
                .uri("/api/v1/licences/" + bought.licence() + "/history")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private List<ResourceCard> cards(Actor actor) {
        return myResources.of(actor).collectList().blockOptional().orElseThrow();
    }
}
