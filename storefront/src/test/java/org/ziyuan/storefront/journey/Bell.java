package org.ziyuan.storefront.journey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.ziyuan.marketplace.test.TestDatabase;

/**
 * Tells people that it is their turn, as a message on the telephone would. One question to the database for all who wait,
 * two hundred times a second, instead of every one of them asking the product again and again.
 */
final class Bell implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(5);
    private static final String WHERE_THEY_STAND = """
            select r.id, r.state, coalesce(string_agg(t.role, ','), '')
              from market.requisition r
              left join market.approval_task t on t.requisition_id = r.id and t.state = 'OPEN'
             where r.id = any (?) group by r.id
            """;

    private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
    private final TestDatabase database;
    private final Thread watch = new Thread(this::watch, "bell");
    private volatile boolean open = true;

    Bell(TestDatabase database) {
        this.database = database;
        watch.setDaemon(true);
        watch.start();
    }

    /** @param word a state of the requisition, or the role of a task of it that is open */
    CompletableFuture<Void> rings(UUID requisition, String word) {
        Waiting turn = new Waiting(word, new CompletableFuture<>());
        waiting.put(requisition, turn);
        return turn.rung;
    }

    private void watch() {
        try (Connection connection = database.superuser();
                PreparedStatement look = connection.prepareStatement(WHERE_THEY_STAND)) {
            while (open) {
                Set<UUID> asked = Set.copyOf(waiting.keySet());
                if (!asked.isEmpty()) {
                    look(connection, look, asked);
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        } catch (SQLException | RuntimeException failed) {
            waiting.values().forEach(turn -> turn.rung.completeExceptionally(failed));
        }
    }

    private void look(Connection connection, PreparedStatement look, Set<UUID> asked) throws SQLException {
        look.setArray(1, connection.createArrayOf("uuid", asked.toArray()));
        try (ResultSet rows = look.executeQuery()) {
            while (rows.next()) {
                UUID requisition = rows.getObject(1, UUID.class);
                Set<String> words = Set.of((rows.getString(2) + "," + rows.getString(3)).split(",", 2));
                Waiting turn = waiting.get(requisition);
                if (turn != null && words.contains(turn.word)) {
                    waiting.remove(requisition, turn);
                    turn.rung.completeAsync(() -> null);
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        watch.join(TimeUnit.SECONDS.toMillis(5));
    }

    private record Waiting(String word, CompletableFuture<Void> rung) {}
}
