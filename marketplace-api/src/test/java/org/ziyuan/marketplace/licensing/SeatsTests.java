package org.ziyuan.marketplace.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MarketplaceTest
class SeatsTests {

    @Autowired
    Seats seats;

    @Autowired
    Licences licences;

    @Autowired
    FreeSeatsLeftBehind leftBehind;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    ApplicationContext context;

    Town town;

    @BeforeEach
    void settle() {
        town = new Town(context);
    }

    @Test
    void twoHundredClaimsOnAHundredSeatsFillExactlyAHundred() {
        UUID licence = town.licence(town.school, 100);
        List<Actor> teachers = Stream.generate(() -> town.teacher()).limit(200).toList();

        List<String> outcomes = Objects.requireNonNull(Flux.fromIterable(teachers)
                .flatMap(
                        teacher -> seats.claim(licence, teacher)
                                .map(seat -> "seated")
                                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code())),
                        200)
                .collectList()
                .block());

        assertThat(outcomes).hasSize(200);
        assertThat(outcomes.stream().filter("seated"::equals)).hasSize(100);
        assertThat(outcomes.stream().filter("seats-exhausted"::equals)).hasSize(100);
        assertThat(pool(licence)).isEqualTo("100=0+100");
        assertThat(town.text("select count(*)::text from denial where licence_id = '" + licence + "'"))
                .isEqualTo("100");
    }

    @Test
    void onePersonClaimingFromTwentyWindowsAtOnceGetsOneSeat() {
        UUID licence = town.licence(town.school, 5);
        Actor teacher = town.teacher();

        List<UUID> seatIds = Flux.range(0, 20)
                .flatMap(window -> seats.claim(licence, teacher), 20)
                .mapNotNull(Seat::seatId)
                .collectList()
                .block();

        assertThat(seatIds).hasSize(20);
        assertThat(Stream.ofNullable(seatIds).flatMap(List::stream).distinct()).hasSize(1);
        assertThat(pool(licence)).isEqualTo("5=4+1");
    }

    @Test
    void givingBackFreesTheSeatForAnotherAndDoingItTwiceIsDoingItOnce() {
        UUID licence = town.licence(town.school, 1);
        Actor first = town.teacher();
        Actor second = town.teacher();
        claim(licence, first);
        assertThatThrownBy(() -> seats.claim(licence, second).block()).hasMessageContaining("seats-exhausted");

        seats.giveBack(licence, first).block();
        seats.giveBack(licence, first).block();

        assertThat(pool(licence)).isEqualTo("1=1+0");
        assertThat(Stream.ofNullable(seats.claim(licence, second).block()).map(Seat::fresh))
                .containsExactly(true);
    }

    @Test
    void aStrangersLicenceDoesNotExistAndNothingIsTaken() {
        UUID licence = town.licence(town.school, 3);
        Actor stranger = town.member(town.strangeSchool(), Role.TEACHER);
        Actor parent = town.member(town.school, Role.PARENT);

        for (Actor outsider : List.of(stranger, parent)) {
            assertThatThrownBy(() -> seats.claim(licence, outsider).block()).hasMessageContaining("licence-not-found");
            assertThatThrownBy(() -> seats.giveBack(licence, outsider).block())
                    .hasMessageContaining("licence-not-found");
        }
        assertThat(pool(licence)).isEqualTo("3=3+0");
    }

    @Test
    void aBureausLicenceReachesTheTeachersUnderIt() {
        UUID licence = town.licence(town.county, 3);

        Seat seat = seats.claim(licence, town.teacher()).block();

        assertThat(seat).isNotNull();
        assertThat(pool(licence)).isEqualTo("3=2+1");
    }

    @Test
    void aSchoolsLicenceReachesTheTeachersOfItsTeachingPoints() {
        UUID licence = town.licence(town.school, 3);
        UUID site = Ids.next();
        town.run(
                "insert into organization (id, kind, code, name, parent_id, path) values ('%1$s', 'site', '%1$s', '山口教学点', '%2$s', '%2$s.%1$s')"
                        .formatted(site, town.school));

        claim(licence, town.member(site, Role.TEACHER));

        assertThat(pool(licence)).isEqualTo("3=2+1");
    }

    @Test
    void whoGoesLeavesTheSeatFreeAtOnce() {
        UUID licence = town.licence(town.school, 4);
        UUID ofTheCounty = town.licence(town.county, 1);
        Actor ends = town.teacher();
        Actor suspended = town.teacher();
        Actor moves = town.teacher();
        Actor dismissed = town.teacher();
        List.of(ends, suspended, moves, dismissed).forEach(teacher -> claim(licence, teacher));
        claim(ofTheCounty, ends);
        UUID elsewhere = town.strangeSchool();

        town.run("update role_assignment set valid_until = now() where person_id = '" + ends.person() + "'");
        assertThat(pool(licence)).isEqualTo("4=1+3");
        assertThat(pool(ofTheCounty)).isEqualTo("1=1+0");
        town.run("update person set status = 'SUSPENDED' where id = '" + suspended.person() + "'");
        assertThat(pool(licence)).isEqualTo("4=2+2");
        town.run("update role_assignment set valid_until = now() where person_id = '" + moves.person() + "'");
        town.employ(moves.person(), elsewhere, Role.TEACHER);
        assertThat(pool(licence)).isEqualTo("4=3+1");
        town.run(
                "update role_assignment set valid_until = now(), ended_at = now(), end_reason = '离职', ended_by = granted_by"
                        + " where person_id = '" + dismissed.person() + "'");
        assertThat(pool(licence)).isEqualTo("4=4+0");

        town.run("update person set status = 'ACTIVE' where id = '" + suspended.person() + "'");
        claim(licence, suspended);
    }

    @Test
    void aRoleThatComesToItsEndFreesItsSeatsAndOneOfTwoRolesDoesNot() throws SQLException {
        UUID licence = town.licence(town.school, 2);
        Actor ends = town.teacher();
        Actor staysAsPurchaser = town.teacher();
        town.employ(staysAsPurchaser.person(), town.school, Role.PURCHASER);
        claim(licence, ends);
        claim(licence, staysAsPurchaser);
        itIsOverSince("1 minute", ends);
        itIsOverSince("1 minute", staysAsPurchaser);
        assertThat(pool(licence)).as("time alone does nothing").isEqualTo("2=0+2");

        Flux.range(0, 3).flatMap(node -> leftBehind.free(), 3).then().block();

        assertThat(pool(licence)).isEqualTo("2=1+1");
        assertThat(seats.claim(licence, staysAsPurchaser).block())
                .extracting(Seat::fresh)
                .isEqualTo(false);
    }

    /** A licence of the county does not follow a school into another one, nor any licence a school that is no more. */
    @Test
    void aSchoolThatMovesOrClosesLeavesTheSeatsOfThoseAboveItFree() {
        UUID ofTheCounty = town.licence(town.county, 2);
        UUID ofTheSchool = town.licence(town.school, 2);
        Actor teacher = town.teacher();
        claim(ofTheCounty, teacher);
        claim(ofTheSchool, teacher);

        town.run("update organization set parent_id = '%s' where id = '%s'"
                .formatted(new Town(context).county, town.school));
        assertThat(leftBehind.free().block()).isPositive();

        assertThat(pool(ofTheCounty)).isEqualTo("2=2+0");
        assertThat(pool(ofTheSchool)).isEqualTo("2=1+1");

        town.run("update organization set status = 'TERMINATED' where id = '%s'".formatted(town.school));
        assertThat(leftBehind.free().block()).isPositive();

        assertThat(pool(ofTheSchool)).isEqualTo("2=2+0");
    }

    @Test
    void refusesALicenceThatIsNotInForceAndSaysWhy() {
        Town.Bought pending = town.ordered(town.school, 3);
        UUID expired = town.licence(town.school, 3);
        town.run("update licence set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day'"
                + " where id = '" + expired + "'");
        Actor teacher = town.teacher();

        assertThatThrownBy(() -> seats.claim(pending.licence(), teacher).block())
                .hasMessageContaining("licence-pending");
        assertThatThrownBy(() -> seats.claim(expired, teacher).block()).hasMessageContaining("licence-expired");
        assertThat(pool(expired)).isEqualTo("3=3+0");
    }

    @Test
    void aRevocationAgainstAStormOfClaimsLeavesNoLiveSeat() {
        Town.Bought bought = town.bought(town.school, 50);
        UUID licence = bought.licence();
        List<Actor> teachers = Stream.generate(() -> town.teacher()).limit(40).toList();
        Actor vendor = town.vendorManager();

        Flux.fromIterable(teachers)
                .flatMap(
                        teacher -> seats.claim(licence, teacher)
                                .then()
                                .onErrorComplete(Refusal.class)
                                .then(
                                        teacher.equals(teachers.get(20))
                                                ? transactions.execute(licences.revokeForOrder(bought.order(), vendor))
                                                : Mono.empty()),
                        40)
                .then()
                .block();

        assertThat(pool(licence)).isEqualTo("50=50+0");
        assertThat(town.text(
                        "select count(*)::text from seat where state = 'ASSIGNED' and licence_id = '" + licence + "'"))
                .isEqualTo("0");
    }

    /** As it is when time has passed: nobody has written anything, so no trigger has seen it. */
    private static void itIsOverSince(String time, Actor teacher) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path = market; set session_replication_role = replica");
            assertThat(sql.executeUpdate("update role_assignment set valid_until = now() - interval '" + time
                            + "' where role = 'TEACHER' and person_id = '" + teacher.person() + "'"))
                    .isOne();
        }
    }

    private void claim(UUID licence, Actor actor) {
        assertThat(seats.claim(licence, actor).block()).isNotNull();
    }

    private String pool(UUID licence) {
        return town.text(
                "select total || '=' || free || '+' || assigned from seat_pool where licence_id = '" + licence + "'");
    }
}
