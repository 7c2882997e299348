package org.ziyuan.procurement.requisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.marketplace.audit.Invariant.Violation;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.ProcurementTest;
import org.ziyuan.procurement.School;

@ProcurementTest
class ReservationsHaveTheirRequisitionTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    ReservationsHaveTheirRequisition invariant;

    @Test
    void moneySetAsideForARequisitionThatIsNotThereIsFound() throws SQLException {
        UUID requisition = new School(beans).submitted(20);
        UUID nobodys = Ids.next();
        assertThat(found()).noneMatch(violation -> violation.row().contains(requisition.toString()));

        move(requisition, nobodys);
        List<Violation> found = found();
        move(nobodys, requisition);

        assertThat(found).anySatisfy(violation -> {
            assertThat(violation.row()).contains(requisition.toString());
            assertThat(violation.explanation()).contains("not there");
        });
    }

    private List<Violation> found() {
        return School.now(invariant.check().collectList());
    }

    /** As somebody would who owns the database: triggers off. */
    private static void move(UUID from, UUID to) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market; set session_replication_role = replica");
            assertThat(statement.executeUpdate(
                            "update account set document_id = '%s' where code = 'B210' and document_id = '%s'"
                                    .formatted(to, from)))
                    .isOne();
        }
    }
}
