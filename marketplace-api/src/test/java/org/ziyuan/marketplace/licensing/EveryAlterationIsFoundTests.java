package org.ziyuan.marketplace.licensing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;

/** Whichever column of a row of evidence somebody alters who owns the database, and whichever row he deletes, is found. */
@MarketplaceTest
class EveryAlterationIsFoundTests {

    /** The columns of an account that are evidence; the others say what it is called. */
    private static final String FIGURES = "(debits|credits)_(pending|posted)|version";

    @Autowired
    Seats seats;

    @Autowired
    ApplicationContext context;

    @Autowired
    List<Invariant> invariants;

    @BeforeEach
    void aPurchaseAndASeat() {
        new Purchase(context).invoice();
        Town town = new Town(context);
        UUID licence = town.licence(town.school, 3);
        seats.claim(licence, town.teacher()).then().block();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leg", "journal", "seat", "seat_event", "audit_entry", "account"})
    void isFoundAndNamed(String table) throws SQLException {
        TreeSet<String> before = named();
        List<String> unnoticed = new ArrayList<>();

        try (Connection connection = TestDatabase.shared().superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("set search_path = market; set session_replication_role = replica");
            sql.execute("create temporary table kept as select * from %s order by ctid desc limit 1".formatted(table));
            String place = one(sql, "select max(ctid) from " + table);
            for (String column : columns(sql, table)) {
                String altered = altered(sql, table, column, place);
                if (altered.isEmpty()) {
                    continue;
                }
                if (named().equals(before)) {
                    unnoticed.add(column);
                }
                place = putBack(sql, table, altered);
            }
            assertThat(sql.executeUpdate("delete from %s where ctid = '%s'".formatted(table, place)))
                    .isOne();
            if (named().equals(before)) {
                unnoticed.add("the whole row");
            }
            assertThat(sql.executeUpdate("insert into %s overriding system value select * from kept".formatted(table)))
                    .isOne();
        }

        assertThat(unnoticed).isEmpty();
        assertThat(named()).isEqualTo(before);
    }

    /** What the invariants name now. */
    private TreeSet<String> named() {
        TreeSet<String> rows = new TreeSet<>();
        invariants.forEach(invariant ->
                invariant.check().toIterable().forEach(found -> rows.add(invariant.code() + " " + found.row())));
        return rows;
    }

    private static List<String> columns(Statement sql, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery("""
                select attname from pg_attribute
                 where attrelid = 'market.%s'::regclass and attnum > 0 and not attisdropped
                """.formatted(table))) {
            while (rows.next()) {
                if (!table.equals("account") || rows.getString(1).matches(FIGURES)) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }

    /** Gives the row another value in that column and answers where it lies now; nothing where the table refuses it. */
    private static String altered(Statement sql, String table, String column, String place) throws SQLException {
        String another = another(sql, table, column);
        try {
            return one(
                    sql,
                    "update %s set %s = %s where ctid = '%s' returning ctid".formatted(table, column, another, place));
        } catch (SQLException refused) {
            return "";
        }
    }

    private static String another(Statement sql, String table, String column) throws SQLException {
        String type = one(
                sql,
                "select format_type(atttypid, null) from pg_attribute where attrelid = 'market.%s'::regclass and attname = '%s'"
                        .formatted(table, column));
        return switch (type) {
            case "uuid" -> "gen_random_uuid()";
            case "bytea" -> "sha256('another')";
            case "jsonb" -> "'{\"another\": 1}'";
            case "boolean" -> "not coalesce(%s, false)".formatted(column);
            case "timestamp with time zone" -> "coalesce(%s, now()) + interval '1 hour'".formatted(column);
            case "text" -> "coalesce(%s, '') || 'x'".formatted(column);
            default -> "coalesce(%s, 0) + 1".formatted(column);
        };
    }

    private static String putBack(Statement sql, String table, String altered) throws SQLException {
        assertThat(sql.executeUpdate("delete from %s where ctid = '%s'".formatted(table, altered)))
                .isOne();
        return one(sql, "insert into %s overriding system value select * from kept returning ctid".formatted(table));
    }

    private static String one(Statement sql, String question) throws SQLException {
        try (ResultSet row = sql.executeQuery(question)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
