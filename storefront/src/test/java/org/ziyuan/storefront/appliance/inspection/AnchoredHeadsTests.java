package org.ziyuan.storefront.appliance.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.ziyuan.ResourceSupermarket;
import org.ziyuan.marketplace.test.TestDatabase;

/** History that was rewritten with every hash computed anew is whole in itself; the heads kept elsewhere give it away. */
class AnchoredHeadsTests {

    private static final String APPEND = """
            select append_audit_entry('00000000-0000-7000-8000-000000000001', null, '陈会计', 'ACCOUNTANT', 'thing.done',
                                      'thing', '00000000-0000-7000-8000-0000000000%02d', '{}')
            """;

    private final TestDatabase database = TestDatabase.another();

    @TempDir
    Path folder;

    @Test
    void aHistoryRewrittenWithNewHashesIsFoundByTheHeadsThatWereKept() throws Exception {
        Path kept = folder.resolve("heads.csv");
        asOwner(APPEND.formatted(1), APPEND.formatted(2));
        assertThat(verify("--export-heads", kept.toString())).isZero();
        asOwner(APPEND.formatted(3));
        assertThat(verify("--against=" + kept)).isZero();

        asOwner(
                "delete from audit_entry",
                "delete from audit_chain",
                APPEND.formatted(7),
                APPEND.formatted(8),
                APPEND.formatted(9));

        assertThat(verify()).isZero();
        assertThat(verify("--against", kept.toString())).isOne();
    }

    @Test
    void theSameHeadsMakeTheSameFileAndAnEditedOneIsRefused() throws Exception {
        Path first = folder.resolve("first.csv");
        Path second = folder.resolve("second.csv");
        asOwner(APPEND.formatted(1));
        assertThat(verify("--export-heads", first.toString())).isZero();
        assertThat(verify("--export-heads", second.toString())).isZero();

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(HeadsFile.read(first)).singleElement().satisfies(head -> {
            assertThat(head.chain()).isEqualTo("audit");
            assertThat(head.seq()).isOne();
            assertThat(head.count()).isOne();
        });
        Files.writeString(first, Files.readString(first).replace(",1,", ",2,"));
        assertThatThrownBy(() -> HeadsFile.read(first)).isInstanceOf(IOException.class);
    }

    @Test
    void headsOfABrokenHistoryAreNotKept() throws Exception {
        Path file = folder.resolve("heads.csv");
        asOwner(APPEND.formatted(1), "update audit_entry set actor_name = '别人'");

        assertThat(verify("--export-heads", file.toString())).isOne();

        assertThat(file).doesNotExist();
    }

    private void asOwner(String... statements) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market; set session_replication_role = replica");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private int verify(String... options) {
        Stream<String> settings = database.properties().entrySet().stream()
                .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()));
        return Verify.run(
                new SpringApplication(ResourceSupermarket.class),
                Stream.concat(Stream.of(options), settings).toArray(String[]::new));
    }
}
