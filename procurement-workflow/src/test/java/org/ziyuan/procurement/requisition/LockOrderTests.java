package org.ziyuan.procurement.requisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.ziyuan.procurement.approval.Decision.APPROVE;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.procurement.ProcurementTest;
import org.ziyuan.procurement.School;

/** Whoever waits for money holds nothing that whoever has the money still needs. */
@ProcurementTest
class LockOrderTests {

    @Autowired
    BeanFactory beans;

    @Autowired
    SubmitRequisition submission;

    School school;

    @BeforeEach
    void aSchool() {
        school = new School(beans);
    }

    @Test
    void aSubmissionThatWaitsForTheMoneyDoesNotHoldTheAuditChain() throws Exception {
        UUID requisition = school.draft(20);

        try (Connection holder = locking(account("B200"))) {
            CompletableFuture<Requisition> submitted =
                    submission.submit(requisition, school.purchaser).toFuture();
            awaitSomebodyWaitingFor(holder);

            assertThatCode(() -> locking(
                                    "audit_chain where organization_id = '" + school.purchaser.organizationId() + "'")
                            .close())
                    .as("the audit chain is locked last")
                    .doesNotThrowAnyException();
            holder.rollback();
            assertThat(submitted.get(20, TimeUnit.SECONDS).state()).isEqualTo(RequisitionState.SUBMITTED);
        }
    }

    @Test
    void anOrderThatWaitsForTheMoneyKeepsNobodyElseFromANumber() throws Exception {
        // One order before, so that the row of this year's numbers is there to be locked.
        UUID unused = school.ordered(1);
        UUID requisition = school.submitted(20);
        school.decide(requisition, school.accountant, APPROVE, "");

        try (Connection holder = locking(account("B210") + " and document_id = '" + requisition + "'")) {
            school.decide(requisition, school.principal, APPROVE, "");
            awaitSomebodyWaitingFor(holder);

            assertThatCode(() -> locking("document_number where kind = 'PURCHASE_ORDER'")
                            .close())
                    .as("the numbers of all schools' orders")
                    .doesNotThrowAnyException();
            holder.rollback();
        }
        assertThat(school.order(requisition)).isNotNull();
    }

    private String account(String code) {
        return "account where code = '" + code + "' and budget_line_id = '" + school.budgetLine + "'";
    }

    /** A transaction that holds these rows until it is rolled back or closed; refused at once when somebody else does. */
    private static Connection locking(String rows) throws SQLException {
        Connection connection = TestDatabase.shared().superuser();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ResultSet locked = statement.executeQuery("select from market." + rows + " for update nowait")) {
            assertThat(locked.next()).as(rows).isTrue();
            return connection;
        } catch (SQLException held) {
            connection.close();
            throw held;
        }
    }

    private static void awaitSomebodyWaitingFor(Connection holder) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> waiting(holder) > 0);
    }

    private static long waiting(Connection holder) throws SQLException {
        try (Statement statement = holder.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where pg_backend_pid() = any (pg_blocking_pids(pid))")) {
            return count.next() ? count.getLong(1) : 0;
        }
    }
}
