package org.ziyuan.storefront.appliance.inspection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether news waits for longer than it should, or for a person. */
final class NewsHealth {

    private static final String FREE_THEM =
            "update market.outbox_delivery set next_attempt_at = now() - interval '1 second' where state = 'PENDING'";

    private NewsHealth() {}

    /** News that is not put aside and has waited for longer than its attempts are apart, with what frees it. */
    static DatabaseHealth.Finding waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return new DatabaseHealth.Finding(true, "等候", "尚未建表");
            }
            try (ResultSet row = statement.executeQuery("""
                    select count(*), coalesce(min(d.consumer || ' ' || d.seq), '')
                      from market.outbox_delivery d join market.outbox_message m using (seq)
                     where d.state = 'PENDING'
                       and (m.created_at < now() - interval '15 minutes'
                            or d.next_attempt_at > now() + interval '15 minutes')
                       and not exists (select from market.outbox_delivery earlier
                                        where earlier.consumer = d.consumer and earlier.aggregate_id = d.aggregate_id
                                          and earlier.seq < d.seq and earlier.state <> 'DELIVERED')
                    """)) {
                row.next();
                long late = row.getLong(1);
                return new DatabaseHealth.Finding(
                        late == 0,
                        "等候",
                        late == 0
                                ? "没有久等的消息"
                                : "%d 条消息等得太久，例如 %s；原因见 audit.v_outbox 的 last_error，立即重试：%s"
                                        .formatted(late, row.getString(2), FREE_THEM));
            }
        }
    }

    /** News that could not be handed over and waits for a person; what came after it about the same thing waits too. */
    static DatabaseHealth.Finding messages(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return new DatabaseHealth.Finding(true, "消息", "尚未建表");
            }
            try (ResultSet row = statement.executeQuery("""
                    select count(*), coalesce(min(consumer || ' ' || seq || '：' || last_error), '')
                      from market.outbox_delivery where state = 'QUARANTINED'
                    """)) {
                row.next();
                long aside = row.getLong(1);
                String first = row.getString(2);
                return new DatabaseHealth.Finding(
                        aside == 0,
                        "消息",
                        aside == 0 ? "没有被隔离的消息" : "%d 条被隔离，例如 %s（见 audit.v_outbox）".formatted(aside, first));
            }
        }
    }

    static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select to_regclass('market.outbox_delivery') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
