package org.ziyuan.marketplace.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MarketplaceTest
class AssignSeatsTests {

    @Autowired
    AssignSeats assignSeats;

    @Autowired
    SeatRoster roster;

    @Autowired
    Seats seats;

    @Autowired
    Gate gate;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    ApplicationContext context;

    Town town;
    Actor purchaser;
    Actor teacher;

    @BeforeEach
    void settle() {
        town = new Town(context);
        purchaser = town.member(town.school, Role.PURCHASER);
        teacher = town.teacher();
    }

    @Test
    void theSeatedPersonPassesTheGateAndTheEvidenceNamesWhoGaveTheSeat() {
        UUID licence = town.licence(town.school, 2);

        Seat seat = assign(licence, teacher);

        assertThat(gate.mayUse(teacher.person(), town.listing)
                        .map(GateDecision::reason)
                        .block())
                .isEqualTo(GateReason.SEAT_HELD);
        assertThat(audited(licence)).isEqualTo("seat.assigned by " + purchaser.person() + " for " + teacher.person());
        assertThat(town.text("select actor_id::text from seat_event where seat_id = '" + seat.seatId() + "'"))
                .isEqualTo(purchaser.person().toString());
    }

    @Test
    void whatIsTakenBackIsFreeForTheNextAndTakingItTwiceIsTakingItOnce() {
        UUID licence = town.licence(town.school, 1);
        UUID seat = Objects.requireNonNull(assign(licence, teacher).seatId());

        assignSeats.takeBack(licence, seat, purchaser).block();
        assignSeats.takeBack(licence, seat, purchaser).block();

        assertThat(pool(licence)).isEqualTo("1=1+0");
        assertThat(town.text(
                        "select count(*)::text from audit_entry where action = 'seat.taken-back' and subject_id = '"
                                + licence + "'"))
                .isEqualTo("1");
        assertThat(assign(licence, town.teacher()).fresh()).isTrue();
    }

    @Test
    void whatWasTakenBackStaysAwayUntilTheHolderGivesItAgain() {
        UUID licence = town.licence(town.school, 2);
        UUID seat = Objects.requireNonNull(assign(licence, teacher).seatId());
        assignSeats.takeBack(licence, seat, purchaser).block();

        assertThat(gate.mayUse(teacher.person(), town.listing).block())
                .extracting(GateDecision::reason)
                .isEqualTo(GateReason.SEAT_TAKEN_BACK);
        assertThat(transactions
                        .execute(gate.enter(teacher.person(), town.listing))
                        .block())
                .extracting(GateDecision::reason)
                .isEqualTo(GateReason.SEAT_TAKEN_BACK);
        assertThat(refusal(seats.claim(licence, teacher))).isEqualTo("seat-taken-back");
        assertThat(pool(licence)).isEqualTo("2=2+0");

        assertThat(assign(licence, teacher).fresh()).isTrue();
        seats.giveBack(licence, teacher).block();
        assertThat(seats.claim(licence, teacher).block()).isNotNull();
    }

    /** The school bought twice: what is taken back is the use of the thing, not one of the two orders. */
    @Test
    void whatWasTakenBackStaysAwayOnASecondLicenceOfTheSameThingToo() {
        UUID licence = town.licence(town.school, 2);
        UUID second = town.licence(town.school, 2);
        UUID seat = Objects.requireNonNull(assign(licence, teacher).seatId());
        assignSeats.takeBack(licence, seat, purchaser).block();

        assertThat(gate.mayUse(teacher.person(), town.listing).block())
                .extracting(GateDecision::reason)
                .isEqualTo(GateReason.SEAT_TAKEN_BACK);
        assertThat(refusal(seats.claim(second, teacher))).isEqualTo("seat-taken-back");
        assertThat(pool(second)).isEqualTo("2=2+0");

        assertThat(assign(second, teacher).fresh()).isTrue();
        seats.giveBack(second, teacher).block();
        assertThat(seats.claim(licence, teacher).block()).isNotNull();
    }

    @Test
    void aStewardWhoTookHisOwnSeatBackMayGiveItToHimselfAgain() {
        UUID licence = town.licence(town.school, 1);
        UUID seat = Objects.requireNonNull(assign(licence, purchaser).seatId());
        assignSeats.takeBack(licence, seat, purchaser).block();

        assertThat(refusal(seats.claim(licence, purchaser))).isEqualTo("seat-taken-back");
        assertThat(assign(licence, purchaser).fresh()).isTrue();
    }

    @Test
    void underTheSameIdItIsTheSameSeatAndUnderAnotherItIsHeldAlready() {
        UUID licence = town.licence(town.school, 3);
        UUID id = Ids.next();

        List<UUID> twice = Flux.range(0, 2)
                .concatMap(time -> assignSeats.assign(licence, teacher.person(), id, purchaser))
                .mapNotNull(Seat::seatId)
                .collectList()
                .block();

        assertThat(twice).containsExactly(id, id);
        assertThat(refusal(assignSeats.assign(licence, teacher.person(), Ids.next(), purchaser)))
                .isEqualTo("seat-already-held");
        assertThat(pool(licence)).isEqualTo("3=2+1");
    }

    @Test
    void twentyAssignmentsAtOnceOfFiveSeatsFillExactlyFive() {
        UUID licence = town.licence(town.school, 5);
        List<Actor> teachers = Stream.generate(() -> town.teacher()).limit(20).toList();

        List<String> outcomes = Objects.requireNonNull(Flux.fromIterable(teachers)
                .flatMap(
                        person -> assignSeats
                                .assign(licence, person.person(), Ids.next(), purchaser)
                                .map(seat -> "seated")
                                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code())),
                        20)
                .collectList()
                .block());

        assertThat(outcomes.stream().filter("seated"::equals)).hasSize(5);
        assertThat(outcomes.stream().filter("seats-none-free"::equals)).hasSize(15);
        assertThat(pool(licence)).isEqualTo("5=0+5");
    }

    @Test
    void nobodyOfAnotherSchoolIsSeatedAndWhetherHeExistsIsNotSaid() {
        UUID licence = town.licence(town.school, 2);
        Actor stranger = town.member(town.strangeSchool(), Role.TEACHER);
        Actor parent = town.member(town.school, Role.PARENT);

        for (UUID person : List.of(stranger.person(), parent.person(), Ids.next())) {
            assertThat(refusal(assignSeats.assign(licence, person, Ids.next(), purchaser)))
                    .isEqualTo("person-not-found");
        }
        assertThat(pool(licence)).isEqualTo("2=2+0");
    }

    @Test
    void onlyTheHoldersOwnStewardHandsOut() {
        UUID licence = town.licence(town.school, 2);
        Actor bureau = bureau();
        Actor stranger = town.member(town.strangeSchool(), Role.PURCHASER);

        assertThat(refusal(assignSeats.assign(licence, teacher.person(), Ids.next(), teacher)))
                .isEqualTo("role-required");
        assertThat(refusal(assignSeats.assign(licence, teacher.person(), Ids.next(), bureau)))
                .isEqualTo("seats-of-another-holder");
        assertThat(refusal(assignSeats.assign(licence, teacher.person(), Ids.next(), stranger)))
                .isEqualTo("licence-not-found");
        assertThat(refusal(assignSeats.takeBack(licence, Ids.next(), stranger))).isEqualTo("licence-not-found");
        assertThat(refusal(assignSeats.takeBack(licence, Ids.next(), purchaser)))
                .isEqualTo("seat-not-found");
    }

    @Test
    void aBureauHandsItsOwnSeatsToTheTeachersUnderIt() {
        UUID licence = town.licence(town.county, 2);

        Seat seat = assignSeats
                .assign(licence, teacher.person(), Ids.next(), bureau())
                .block();

        assertThat(seat).isNotNull();
        assertThat(pool(licence)).isEqualTo("2=1+1");
    }

    @Test
    void aLicenceForEverybodyOrNotInForceSeatsNobodyAndSaysWhy() {
        UUID everybody = town.licence(town.school, null);
        UUID pending = town.ordered(town.school, 2).licence();

        assertThat(refusal(assignSeats.assign(everybody, teacher.person(), Ids.next(), purchaser)))
                .isEqualTo("seats-not-counted");
        assertThat(refusal(assignSeats.assign(pending, teacher.person(), Ids.next(), purchaser)))
                .isEqualTo("licence-pending");
    }

    @Test
    void theRosterNamesWhoSitsAndWhoGaveTheSeatAndTheRestCanBeFound() {
        UUID licence = town.licence(town.school, 3);
        Actor claiming = town.teacher();
        assertThat(assign(licence, teacher).fresh()).isTrue();
        assertThat(seats.claim(licence, claiming).block()).isNotNull();

        var seated = Objects.requireNonNull(roster.seated(licence, Sought.everything(Cursor.START, 50), purchaser)
                        .block())
                .items();
        assertThat(seated).extracting(SeatRoster.Seated::personId).containsExactly(claiming.person(), teacher.person());
        assertThat(seated).extracting(SeatRoster.Seated::givenBy).containsExactly(null, "王老师（第一小学）");
        assertThat(seated.get(1).roles()).containsExactly(Role.TEACHER);

        assertThat(candidates(licence, "王老师"))
                .contains(purchaser.person())
                .doesNotContain(teacher.person(), claiming.person());
        assertThat(candidates(licence, purchaser.person().toString())).containsExactly(purchaser.person());
        assertThat(candidates(licence, "没有这个人")).isEmpty();
        assertThat(refusal(roster.seated(licence, Sought.everything(Cursor.START, 50), teacher)))
                .isEqualTo("role-required");
    }

    @Test
    void overHttpASeatIsGivenListedAndTakenBackAndATeacherMayNot() {
        UUID licence = town.licence(town.school, 1);

        post(purchaser, licence, teacher)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.seatId")
                .exists();
        post(purchaser, licence, town.teacher())
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("seats-none-free");
        post(teacher, licence, teacher).expectStatus().isForbidden();
        as(purchaser)
                .post()
                .uri("/api/v1/licences/" + licence + "/assignments")
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.fields[0].field")
                .isEqualTo("personId");
        String seat = town.text("select id::text from seat where licence_id = '" + licence + "'");
        as(purchaser)
                .get()
                .uri("/api/v1/licences/" + licence + "/seats")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].seatId")
                .isEqualTo(seat);
        as(purchaser)
                .get()
                .uri("/api/v1/licences/" + licence + "/seats?find=nobody")
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
        as(purchaser)
                .delete()
                .uri("/api/v1/licences/" + licence + "/assignments/" + seat)
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(pool(licence)).isEqualTo("1=1+0");
    }

    @Test
    void aStewardMayDemandTheSeatsThatHeSawFree() {
        UUID licence = town.licence(town.school, 2);
        String path = "/api/v1/licences/" + licence;
        String read = tag(path);
        post(purchaser, licence, teacher).expectStatus().isOk();
        String seat = town.text("select id::text from seat where licence_id = '" + licence + "'");
        Map<String, UUID> another = Map.of("personId", town.teacher().person());

        for (String tag : List.of(read, "\"x\"")) {
            as(purchaser)
                    .post()
                    .uri(path + "/assignments")
                    .header("If-Match", tag)
                    .bodyValue(another)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(412);
            as(purchaser)
                    .delete()
                    .uri(path + "/assignments/" + seat)
                    .header("If-Match", tag)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(412);
        }
        assertThat(pool(licence)).isEqualTo("2=1+1");

        for (int time = 0; time < 2; time++) {
            as(purchaser)
                    .delete()
                    .uri(path + "/assignments/" + seat)
                    .header("If-Match", tag(path))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
        }
        assertThat(pool(licence)).isEqualTo("2=2+0");
    }

    private String tag(String path) {
        return TestPeople.tag(as(purchaser), path);
    }

    private ResponseSpec post(Actor actor, UUID licence, Actor person) {
        return as(actor)
                .post()
                .uri("/api/v1/licences/" + licence + "/assignments")
                .bodyValue(Map.of("personId", person.person()))
                .exchange();
    }

    private WebTestClient as(Actor actor) {
        return TestPeople.signedIn(context, actor);
    }

    private Actor bureau() {
        Actor official = town.member(town.county, Role.COUNTY_BUREAU);
        return new Actor(
                official.person(), official.displayName(), town.county, town.county.toString(), official.roles());
    }

    private List<UUID> candidates(UUID licence, String words) {
        return Objects.requireNonNull(roster.unseated(licence, words, purchaser)
                .map(SeatRoster.Candidate::personId)
                .collectList()
                .block());
    }

    private Seat assign(UUID licence, Actor person) {
        return assignSeats
                .assign(licence, person.person(), Ids.next(), purchaser)
                .blockOptional()
                .orElseThrow();
    }

    private static String refusal(Mono<?> act) {
        var thrown = catchThrowableOfType(Refusal.class, act::block);
        assertThat(thrown).isNotNull();
        return thrown.code();
    }

    private String audited(UUID licence) {
        return town.text("select action || ' by ' || actor_id || ' for ' || (detail ->> 'personId') from audit_entry"
                + " where action like 'seat.%' and subject_id = '" + licence + "'");
    }

    private String pool(UUID licence) {
        return town.text(
                "select total || '=' || free || '+' || assigned from seat_pool where licence_id = '" + licence + "'");
    }
}
