package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ziyuan.marketplace.test.TestDatabase;

/**
 * Accounts kept apart from the product's own: from what clients were told and what the provider took, set against the
 * rows of the database in statements that share nothing with the code under test.
 */
final class Accounts {

    /** Every row is a thing that was acknowledged so and is not there, or is there more often than acknowledged. */
    private static final Map<String, String> ONE_EACH = new LinkedHashMap<>();

    static {
        ONE_EACH.put("draft", "select count(*) from requisition where id = ?");
        ONE_EACH.put("line", "select count(*) from requisition_line where requisition_id = ?");
        ONE_EACH.put("budget-line", "select count(*) from requisition where id = ? and budget_line_id is not null");
        ONE_EACH.put("submit", "select count(*) from requisition where id = ? and state <> 'DRAFT'");
        ONE_EACH.put("confirm", "select count(*) from licence where order_id = ? and state = 'ACTIVE'");
        ONE_EACH.put("accept", "select count(*) from acceptance where order_id = ?");
        ONE_EACH.put("invoice", "select count(*) from invoice where order_id = ?");
        ONE_EACH.put("instruct", "select count(*) from payment where id = ?");
        ONE_EACH.put("transfer", "select count(*) from payment where id = ? and state = 'SETTLED'");
        ONE_EACH.put("paid", "select count(*) from payment where order_id = ? and state = 'SETTLED'");
    }

    private final Acknowledgements log;
    final List<String> lost = new ArrayList<>();
    final List<String> doubled = new ArrayList<>();

    private Accounts(Acknowledgements log) {
        this.log = log;
    }

    /** @param paidInFen what the provider took, by the number it was given for the payment */
    static Accounts of(TestDatabase database, Acknowledgements log, Map<String, Long> paidInFen)
            throws SQLException, IOException {
        Accounts accounts = new Accounts(log);
        try (Connection connection = database.superuser()) {
            connection.setSchema("market");
            accounts.acknowledgedActs(connection);
            accounts.nothingTwice(connection);
            accounts.providersMoney(connection, paidInFen);
        }
        return accounts;
    }

    /** What the line has spent so far, in fen. */
    static long spentInFen(TestDatabase database, UUID line) throws SQLException {
        try (Connection connection = database.superuser()) {
            return count(
                    connection,
                    "select coalesce(sum(balance_in_fen), 0)::bigint from audit.v_balance"
                            + " where budget_line_id = ? and symbol = 'EXP'",
                    line);
        }
    }

    /** What the acknowledged payments of a line add up to, in fen. */
    static long paidInFen(TestDatabase database, UUID line, List<UUID> orders) throws SQLException {
        long sum = 0;
        try (Connection connection = database.superuser()) {
            connection.setSchema("market");
            for (UUID order : orders) {
                sum += count(
                        connection,
                        "select coalesce(sum(l.quantity * l.unit_price_in_fen), 0)::bigint from purchase_order o"
                                + " join requisition_line l on l.requisition_id = o.requisition_id"
                                + " where o.id = ? and o.budget_line_id = '" + line + "'",
                        order);
            }
        }
        return sum;
    }

    private void acknowledgedActs(Connection connection) throws SQLException {
        for (Map.Entry<String, String> one : ONE_EACH.entrySet()) {
            for (UUID thing : log.of(one.getKey())) {
                long found = count(connection, one.getValue(), thing);
                if (found != 1) {
                    (found == 0 ? lost : doubled).add(one.getKey() + " " + thing + " is there " + found + " times");
                }
            }
        }
        Map<UUID, Long> decisions = new LinkedHashMap<>();
        log.of("decide").forEach(requisition -> decisions.merge(requisition, 1L, Long::sum));
        for (Map.Entry<UUID, Long> decided : decisions.entrySet()) {
            long found = count(connection, "select count(*) from approval where requisition_id = ?", decided.getKey());
            if (found < decided.getValue()) {
                lost.add("decisions of " + decided.getKey() + ": " + found + " of " + decided.getValue());
            }
        }
    }

    private void nothingTwice(Connection connection) throws SQLException {
        Set<UUID> drafts = new HashSet<>(log.of("draft"));
        for (UUID made : ids(
                connection,
                "select id from requisition where created_at >= (select min(created_at)"
                        + " from requisition where id = any (?))",
                drafts)) {
            if (!drafts.contains(made)) {
                doubled.add("requisition " + made + " that nobody was told of");
            }
        }
        for (UUID requisition : drafts) {
            if (count(connection, "select count(*) from purchase_order where requisition_id = ?", requisition) > 1) {
                doubled.add("orders of requisition " + requisition);
            }
        }
    }

    private void providersMoney(Connection connection, Map<String, Long> paidInFen) throws SQLException {
        for (Map.Entry<String, Long> paid : paidInFen.entrySet()) {
            long settled = count(
                    connection,
                    "select coalesce(sum(amount_in_fen), 0)::bigint from payment"
                            + " where replace(id::text, '-', '') = ? and state = 'SETTLED'",
                    paid.getKey().replace("-", ""));
            if (settled != paid.getValue()) {
                lost.add("the provider took " + paid.getValue() + " for " + paid.getKey() + ", the books have "
                        + settled);
            }
        }
    }

    private static long count(Connection connection, String sql, Object value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<UUID> ids(Connection connection, String sql, Set<UUID> values) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", values.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }
}
