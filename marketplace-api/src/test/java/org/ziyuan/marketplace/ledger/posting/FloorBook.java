package org.ziyuan.marketplace.ledger.posting;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ziyuan.marketplace.test.TestDatabase;

/**
 * The floor that benchmarks measure against: plain JDBC with prepared statements and no framework, the same rows with
 * the same keys and indexes, one interactive transaction per posting: BEGIN; lock; check; update; insert; COMMIT. It has
 * no chain, no versions, no triggers, no idempotency.
 */
final class FloorBook implements AutoCloseable {

    private static final String SCHEMA = """
            create schema if not exists floor;
            create table if not exists floor.account (
              id bigint generated always as identity primary key, key text collate "C" not null unique, code text not null,
              budget_line_id uuid, document_id uuid, debits_posted bigint not null default 0,
              credits_posted bigint not null default 0, check (debits_posted <= credits_posted or code = 'B100')
            ) with (fillfactor = 80);
            create index if not exists floor_by_line on floor.account (budget_line_id, code);
            create index if not exists floor_by_document on floor.account (document_id) where document_id is not null;
            create table if not exists floor.journal (
              id uuid primary key, organization_id uuid not null, kind text not null, posting_year int not null,
              posting_period int not null, document_type text not null, document_id uuid not null, actor_id uuid,
              actor_name text not null, posted_at timestamptz not null);
            create index if not exists floor_journal_by_document on floor.journal (document_id, kind);
            create table if not exists floor.leg (
              journal_id uuid not null, seq int not null, debit_account bigint not null, credit_account bigint not null,
              amount_in_fen bigint not null, primary key (journal_id, seq));
            create index if not exists floor_leg_by_debit on floor.leg (debit_account);
            create index if not exists floor_leg_by_credit on floor.leg (credit_account);
            """;

    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement open;
    private final PreparedStatement debit;
    private final PreparedStatement credit;
    private final PreparedStatement journal;
    private final PreparedStatement leg;

    FloorBook(TestDatabase database) throws SQLException {
        connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "");
        connection.setAutoCommit(false);
        lock = connection.prepareStatement(
                "select id, credits_posted - debits_posted from floor.account where key = ? for update");
        open = connection.prepareStatement("""
                insert into floor.account (key, code, budget_line_id, document_id, credits_posted) values (?, ?, ?, ?, 0)
                on conflict (key) do nothing
                """);
        debit = connection.prepareStatement("update floor.account set debits_posted = debits_posted + ? where id = ?");
        credit = connection.prepareStatement(
                "update floor.account set credits_posted = credits_posted + ? where id = ?");
        journal = connection.prepareStatement(
                "insert into floor.journal values (?, ?, 'requisition-reserved', 2026, 11, 'requisition', ?, ?, '测试员', ?)");
        leg = connection.prepareStatement("insert into floor.leg values (?, ?, ?, ?, ?)");
    }

    static void create(TestDatabase database) throws SQLException {
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(SCHEMA);
        }
    }

    /** Gives a line money, outside what is measured. */
    static void fund(TestDatabase database, List<UUID> lines, long fen) throws SQLException {
        try (Connection superuser = database.superuser();
                PreparedStatement insert = superuser.prepareStatement(
                        "insert into floor.account (key, code, budget_line_id, credits_posted) values (?, 'B200', ?, ?)")) {
            for (UUID line : lines) {
                insert.setString(1, "B200:" + line);
                insert.setObject(2, line);
                insert.setLong(3, fen);
                insert.executeUpdate();
            }
        }
    }

    /** One posting of so many legs along the buckets of a purchase: available, reserved, encumbered, accepted, spent. */
    void purchase(UUID school, UUID line, long fen, int legs) throws SQLException {
        UUID document = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        List<String> codes = List.of("B200", "B210", "B220", "B230", "B240");
        long[] accounts = new long[legs + 1];
        accounts[0] = locked("B200:" + line, fen);
        debit(accounts[0], fen);
        for (int i = 1; i <= legs; i++) {
            String key = codes.get(i) + ":" + line + ":" + document;
            open.setString(1, key);
            open.setString(2, codes.get(i));
            open.setObject(3, line);
            open.setObject(4, document);
            open.executeUpdate();
            accounts[i] = locked(key, 0);
            credit.setLong(1, fen);
            credit.setLong(2, accounts[i]);
            credit.executeUpdate();
            if (i < legs) {
                debit(accounts[i], fen);
            }
        }
        journal.setObject(1, id);
        journal.setObject(2, school);
        journal.setObject(3, document);
        journal.setObject(4, school);
        journal.setTimestamp(5, Timestamp.from(Instant.now()));
        journal.executeUpdate();
        for (int i = 1; i <= legs; i++) {
            leg.setObject(1, id);
            leg.setInt(2, i);
            leg.setLong(3, accounts[i - 1]);
            leg.setLong(4, accounts[i]);
            leg.setLong(5, fen);
            leg.executeUpdate();
        }
        connection.commit();
    }

    private long locked(String key, long needed) throws SQLException {
        lock.setString(1, key);
        try (ResultSet row = lock.executeQuery()) {
            if (!row.next() || row.getLong(2) < needed) {
                throw new IllegalStateException("the floor has run out of money on " + key);
            }
            return row.getLong(1);
        }
    }

    private void debit(long account, long fen) throws SQLException {
        debit.setLong(1, fen);
        debit.setLong(2, account);
        debit.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
