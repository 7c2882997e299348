package org.ziyuan.marketplace.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Whoever edits the audit log by hand, as superuser with every trigger off, is found, and the row is named. */
class AuditTamperingIsFoundTests {

    private final TestDatabase own = TestDatabase.another();
    private final ConnectionPool pool = own.pool(2);
    private final DatabaseClient database = DatabaseClient.create(pool);
    private final UUID school = Ids.next();

    @BeforeEach
    void threeThingsHappened() {
        AuditLog log = new AuditLog(database, new JsonMapper());
        Actor actor = new Actor(Ids.next(), "陈会计", school, "100000." + school, Set.of(Role.ACCOUNTANT));
        Flux.range(1, 3)
                .concatMap(n -> log.record(actor, "thing.done", "thing", Ids.next(), Map.of("n", n)))
                .then()
                .block();
    }

    @AfterEach
    void disconnect() {
        pool.dispose();
    }

    @Test
    void aLogThatNobodyTouchedHolds() {
        assertThat(rowsNamed()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    2 | update audit_entry set actor_name = '别人' where seq = 2
                    2 | update audit_entry set detail = '{"n": 20}' where seq = 2
                    3 | delete from audit_entry where seq = 2
                    3 | delete from audit_entry where seq = 3
                    3 | update audit_entry set seq = 9 where seq = 2
                    4 | insert into audit_entry select organization_id, 4, at, actor_id, actor_name, actor_role, action, subject_type, subject_id, detail, previous_hash, hash from audit_entry where seq = 3
                    3 | delete from audit_chain
                    2 | update audit_chain set seq = 2
                    """)
    void anEditedRowIsNamed(int seq, String statement) throws SQLException {
        try (Connection connection = own.superuser();
                Statement tampering = connection.createStatement()) {
            tampering.execute("set search_path = market");
            tampering.execute("set session_replication_role = replica");
            tampering.execute(statement);
        }

        assertThat(rowsNamed()).first().isEqualTo("audit_entry " + school + "/" + seq);
    }

    private List<String> rowsNamed() {
        return new AuditChainHolds(database)
                .check()
                .map(Invariant.Violation::row)
                .toStream()
                .toList();
    }
}
