package org.ziyuan.procurement.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What the engine does in one transaction, written before it commits, in the order in which it was done. */
final class Transcript implements TransactionSynchronization {

    private static final String WRITE = """
            insert into market.engine_event
              (business_id, definition, instance_id, kind, activity_id, task_id, candidate_role, due_at)
            select business_id, definition, instance_id, kind, activity_id, task_id, candidate_role, due_at
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[])
                   with ordinality e(business_id, definition, instance_id, kind, activity_id, task_id, candidate_role,
                                     due_at, position)
             order by position
            """;

    private final Object key;
    private final JdbcTemplate jdbc;
    private final WakeUp steps;
    private final List<Entry> entries = new ArrayList<>();
    private boolean stepWaits;

    Transcript(Object key, JdbcTemplate jdbc, WakeUp steps) {
        this.key = key;
        this.jdbc = jdbc;
        this.steps = steps;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    void stepWaits(boolean waits) {
        stepWaits = waits;
    }

    boolean takeStepWaits() {
        boolean waits = stepWaits;
        stepWaits = false;
        return waits;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        if (!entries.isEmpty()) {
            int unused = jdbc.update(this::statement);
        }
    }

    @Override
    public void afterCommit() {
        if (stepWaits) {
            steps.signal();
        }
    }

    @Override
    public void afterCompletion(int status) {
        var unused = TransactionSynchronizationManager.unbindResourceIfPossible(key);
    }

    private PreparedStatement statement(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(WRITE);
        statement.setArray(1, connection.createArrayOf("uuid", column(Entry::businessId)));
        statement.setArray(2, connection.createArrayOf("text", column(Entry::definition)));
        statement.setArray(3, connection.createArrayOf("text", column(Entry::instanceId)));
        statement.setArray(4, connection.createArrayOf("text", column(Entry::kind)));
        statement.setArray(5, connection.createArrayOf("text", column(Entry::activity)));
        statement.setArray(6, connection.createArrayOf("uuid", column(Entry::task)));
        statement.setArray(7, connection.createArrayOf("text", column(Entry::role)));
        statement.setArray(8, connection.createArrayOf("timestamptz", column(Entry::due)));
        return statement;
    }

    private Object[] column(Function<Entry, @Nullable Object> part) {
        return entries.stream().map(part).toArray();
    }

    /** One thing the engine did. */
    record Entry(
            UUID businessId,
            String definition,
            String instanceId,
            String kind,
            String activity,
            @Nullable UUID task,
            @Nullable String role,
            @Nullable Timestamp due) {}
}
