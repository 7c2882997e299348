package org.ziyuan.marketplace.test;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.transaction.Ids;

/** The operator who gives people of tests their roles; no grant is there without its granter. */
public final class Granter {

    /** The columns of a grant that {@link #in} fills. */
    public static final String COLUMNS = "granted_by, granted_for, granted_as";

    private static final UUID PERSON = Ids.derived("test", "granter");
    private static final UUID PLACE = Ids.derived("test", "granters place");

    private Granter() {}

    /** Their values, as SQL writes them; the operator is there from now on. */
    public static String in(DatabaseClient database) {
        run(
                database,
                "insert into organization (id, kind, code, name, path) values ('%s', 'operator', '%s', '测试运营', '%s')"
                        .formatted(PLACE, "granters-place", "granters-place"));
        run(
                database,
                "insert into person (id, login, display_name) values ('%s', 'granter-of-tests', '测试运营员')"
                        .formatted(PERSON));
        run(database, """
                insert into role_assignment (id, person_id, role, organization_id, valid_from, granted_at, root)
                values ('%s', '%s', 'OPERATOR', '%s', '2000-01-01', '2000-01-01', 'test')
                """.formatted(Ids.derived("test", "grant"), PERSON, PLACE));
        return "'%s', '%s', 'OPERATOR'".formatted(PERSON, PLACE);
    }

    private static void run(DatabaseClient database, String sql) {
        database.sql(sql + " on conflict do nothing").then().block();
    }
}
