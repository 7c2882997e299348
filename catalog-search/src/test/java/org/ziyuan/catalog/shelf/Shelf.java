package org.ziyuan.catalog.shelf;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.ziyuan.catalog.node.SearchNode;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;

/** A database with published listings of one vendor. */
public final class Shelf {

    private static final UUID VENDOR = Ids.derived("shelf", "vendor");
    private static final String VENDOR_NAME = "岭南数字出版有限公司";

    private final TestDatabase database;

    private Shelf(TestDatabase database) {
        this.database = database;
        write(
                "insert into organization (id, kind, code, name, path) values (?, 'vendor', 'v01', ?, 'v01')",
                VENDOR,
                VENDOR_NAME);
    }

    /** An empty shelf of one's own. */
    public static Shelf empty() {
        return new Shelf(TestDatabase.another());
    }

    /** The shelf that tests share and nobody changes: the real titles and the pilot apps. */
    public static Shelf full() {
        return Full.SHELF;
    }

    public TestDatabase database() {
        return database;
    }

    /** Puts them there as a migration of old data would: published, without news. */
    public void putAll(List<Book> books) {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            for (Book book : books) {
                put(connection, book);
            }
            connection.commit();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    public void put(Book book) {
        putAll(List.of(book));
    }

    private static void put(Connection connection, Book book) throws SQLException {
        execute(
                connection,
                "insert into listing (id, vendor_id, kind, state, external_code) values (?, ?, ?, 'PUBLISHED', ?)",
                book.id(),
                VENDOR,
                book.kind(),
                book.code());
        execute(
                connection,
                """
                insert into listing_version
                  (listing_id, version, title, subtitle, stage, subject, edition, grade, volume, publisher)
                values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                book.id(),
                book.title(),
                book.subtitle(),
                book.stage(),
                book.subject(),
                book.edition(),
                book.grade(),
                book.volume(),
                book.publisher());
        execute(connection, "update listing set current_version = 1 where id = ?", book.id());
        execute(
                connection,
                """
                insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen)
                values (?, ?, '按学生授权', 'named_seat', 'pupil_year', ?)
                """,
                Ids.derived("shelf-offer", book.code()),
                book.id(),
                100L + Math.floorMod(book.code().hashCode(), 900));
    }

    /** What the core does when a listing changes its state: the row and the news of it, together. */
    public void move(Book book, String state, String news) {
        write("update listing set state = ?, updated_at = clock_timestamp() where id = ?", state, book.id());
        write("""
                insert into outbox_message (id, type, aggregate_type, aggregate_id, payload)
                values (gen_random_uuid(), ?, 'listing', ?, '{}')
                """, news, book.id());
    }

    /** What the core does when the vendor may not sell any more, or may again. */
    public void stands(String status) {
        write("update organization set status = ? where id = ?", status, VENDOR);
        write("update listing set updated_at = clock_timestamp() where vendor_id = ?", VENDOR);
        write("""
                insert into outbox_message (id, type, aggregate_type, aggregate_id, payload)
                values (gen_random_uuid(), 'VendorStanding', 'organization', ?, '{}')
                """, VENDOR);
    }

    /** The properties of a context over this shelf and a search node. */
    public Map<String, Object> properties(String searchUrl, String alias) {
        Map<String, Object> properties = new LinkedHashMap<>(database.properties());
        properties.put("ziyuan.opensearch.url", searchUrl);
        properties.put("ziyuan.opensearch.alias", alias);
        return properties;
    }

    public void write(String sql, Object... values) {
        try (Connection connection = connection()) {
            execute(connection, sql, values);
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = database.superuser();
        connection.setSchema("market");
        return connection;
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.execute();
        }
    }

    /** Gives a context the full shelf and the shared node before its beans are made. */
    public static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Map<String, Object> properties =
                    full().properties(SearchNode.shared().url(), "full-shelf");
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("shelf", properties));
        }
    }

    private static final class Full {
        private static final Shelf SHELF = filled();

        private static Shelf filled() {
            Shelf shelf = empty();
            shelf.putAll(Book.all());
            return shelf;
        }
    }
}
