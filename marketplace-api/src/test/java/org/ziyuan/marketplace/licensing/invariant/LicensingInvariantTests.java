package org.ziyuan.marketplace.licensing.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.Seats;
import org.ziyuan.marketplace.licensing.Town;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;

@MarketplaceTest
class LicensingInvariantTests {

    @Autowired
    Seats seats;

    @Autowired
    ApplicationContext context;

    @Autowired
    SeatsAddUp seatsAddUp;

    @Autowired
    SeatEventsHold seatEvents;

    @Autowired
    LicencesFollowOrders followOrders;

    UUID licence = new UUID(0, 0);
    UUID seat = new UUID(0, 0);

    @BeforeEach
    void aSeatTakenOneReturnedAndOneLeft() {
        Town town = new Town(context);
        licence = town.licence(town.school, 3);
        Actor returning = town.teacher();
        Actor staying = town.teacher();
        seats.claim(licence, returning).then().block();
        seats.claim(licence, staying).then().block();
        seats.giveBack(licence, returning).block();
        seat = UUID.fromString(
                town.text("select id::text from seat where state = 'ASSIGNED' and licence_id = '" + licence + "'"));
    }

    @Test
    void holdAfterClaimsAndReturns() {
        assertThat(violations(seatsAddUp)).isEmpty();
        assertThat(violations(seatEvents)).isEmpty();
        assertThat(violations(followOrders)).isEmpty();
    }

    @Test
    void aSeatGivenToAnotherByHandIsFoundByItsRow() throws SQLException {
        tamper("update seat set person_id = (select id from person where id <> person_id limit 1) where id = '%s'"
                .formatted(seat));

        assertThat(violations(seatEvents)).containsExactly("seat " + seat);
    }

    @Test
    void aSeatEndedByHandIsFoundByItsRowAndByTheCounter() throws SQLException {
        tamper("update seat set state = 'RETURNED', ended_at = now() where id = '%s'".formatted(seat));

        assertThat(violations(seatEvents)).containsExactly("seat " + seat);
        assertThat(violations(seatsAddUp)).containsExactly("seat_pool " + licence);
    }

    @Test
    void countersMovedByHandAreFound() throws SQLException {
        tamper("update seat_pool set free = free + 1, assigned = assigned - 1 where licence_id = '%s'"
                .formatted(licence));

        assertThat(violations(seatsAddUp)).containsExactly("seat_pool " + licence);
        assertThat(violations(seatEvents)).containsExactly("seat_event " + licence + "/3");
    }

    @Test
    void anEventEditedOrDeletedByHandIsFound() throws SQLException {
        tamper("update seat_event set at = at - interval '1 hour' where licence_id = '%s' and seq = 2"
                .formatted(licence));
        assertThat(violations(seatEvents)).contains("seat_event " + licence + "/2");

        tamper("delete from seat_event where licence_id = '%s' and seq = 3".formatted(licence));
        assertThat(violations(seatEvents)).contains("seat_event " + licence + "/3");
    }

    @Test
    void aLicenceMovedToAnotherHolderOrGrownByHandIsFound() throws SQLException {
        tamper(
                "update licence set seats_total = 4, holder_id = (select id from organization where id <> holder_id limit 1)"
                        + " where id = '%s'".formatted(licence));

        assertThat(violations(followOrders)).containsExactly("licence " + licence, "licence " + licence);
    }

    /** As somebody would who owns the database: triggers off. */
    private void tamper(String sql) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market; set session_replication_role = replica; " + sql);
        }
    }

    private List<String> violations(Invariant invariant) {
        return invariant
                .check()
                .map(Invariant.Violation::row)
                .filter(row -> row.contains(licence.toString()) || row.contains(seat.toString()))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }
}
