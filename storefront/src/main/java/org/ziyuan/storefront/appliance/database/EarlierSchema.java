package org.ziyuan.storefront.appliance.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.start.Progress;
import org.ziyuan.storefront.appliance.start.StartRefused;

/**
 * A database made by the migrations that came before this baseline. Nothing leads from there to here: nothing was released
 * then, so its data is of trials, and Flyway would only say that numbers do not fit.
 */
public final class EarlierSchema {

    /** What every such database had run first, or the small letters in which the first baseline wrote its states. */
    private static final String OF_BEFORE = """
            select exists (select from market.flyway_schema_history where version = '202611230100')
                or exists (select from pg_constraint
                            where conrelid = to_regclass('market.person') and pg_get_constraintdef(oid) like '%''active%')
            """;

    private static final String READABLE =
            "select coalesce(has_table_privilege(to_regclass('market.flyway_schema_history'), 'select'), false)";

    private static final int LONGEST_WAIT = 10_000;

    private EarlierSchema() {}

    /** The refusal, where the configured database is one; a database that does not answer is not judged here. */
    public static void refuse(Environment environment) {
        String url = environment.getProperty("spring.flyway.url", "");
        if (url.isEmpty()) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(
                url,
                environment.getProperty("spring.flyway.user", ""),
                environment.getProperty("spring.flyway.password", ""))) {
            connection.setNetworkTimeout(Runnable::run, LONGEST_WAIT);
            if (madeWhatIsIn(connection)) {
                throw new StartRefused(inWords());
            }
        } catch (SQLException elsewhere) {
            // Whoever needs the database next says why it cannot be reached, and with what remedy.
            Progress.say("暂时无法查看数据库的表结构：%s", String.valueOf(elsewhere.getMessage()));
        }
    }

    public static boolean madeWhatIsIn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return answer(statement, READABLE) && answer(statement, OF_BEFORE);
        }
    }

    /** Says it in words; the code in it is found in a log. */
    public static String inWords() {
        return "earlier-schema：数据库是发布前的旧版本建立的，本版本不能沿用其中的数据；请另备数据目录（ZIYUAN_DATA_DIR）或空的数据库再启动，旧数据保持原样。"
                + " This database was made by a version before the first release, whose data cannot be carried over:"
                + " start with another data folder (ZIYUAN_DATA_DIR) or an empty database; the old data stays as it is.";
    }

    private static boolean answer(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
