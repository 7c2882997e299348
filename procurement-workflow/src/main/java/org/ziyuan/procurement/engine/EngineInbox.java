package org.ziyuan.procurement.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.DeliveryState;
import org.ziyuan.marketplace.outbox.DeliveryState.Event;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The engine's rows of the core's outbox, claimed and marked in the engine's own transaction. */
@Component
@Conditional(WorkflowRole.class)
class EngineInbox {

    private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final EngineSettings settings;

    EngineInbox(@Qualifier("engine") JdbcTemplate jdbc, JsonMapper json, EngineSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.settings = settings;
    }

    /** The oldest message that is due and the first of its aggregate; locked until the transaction ends. */
    Optional<EngineMessage> claim() {
        return jdbc.query("""
                        select d.seq, d.attempts, m.type, m.aggregate_id, m.payload::text,
                               extract(epoch from now() - m.created_at)::bigint as age
                          from market.outbox_delivery d join market.outbox_message m using (seq)
                         where d.consumer = 'engine' and d.state = 'PENDING'
                           -- Nothing is put off for longer: a later time was set by a clock that has gone back since.
                           and d.next_attempt_at not between now() and now() + interval '11 minutes'
                           and not exists (
                             select from market.outbox_delivery earlier
                              where earlier.consumer = d.consumer and earlier.aggregate_id = d.aggregate_id
                                and earlier.seq < d.seq and earlier.state <> 'DELIVERED')
                         order by d.seq limit 1 for update of d skip locked
                        """, (row, number) -> message(row)).stream().findFirst();
    }

    void delivered(EngineMessage message) {
        int unused = jdbc.update("""
                        update market.outbox_delivery
                           set state = ?, delivered_at = now(), attempts = attempts + 1, last_error = null
                         where consumer = 'engine' and seq = ?
                        """, DeliveryState.after(Event.DELIVER), message.seq());
    }

    /**
     * Later, because the process has not come to the point where it waits for this; after a day a person looks.
     *
     * @return how much later
     */
    Duration notYet(EngineMessage message) {
        boolean hopeless = message.age().compareTo(Duration.ofDays(1)) > 0;
        long pause = Math.min(Math.max(message.age().toMillis() / 4, 50), 60_000);
        return postpone(
                message,
                hopeless,
                message.attempts(),
                Duration.ofMillis(pause),
                "the process does not wait for it yet");
    }

    /** @return after which pause it is tried again */
    Duration failed(EngineMessage message, Throwable reason) {
        int attempts = message.attempts() + 1;
        String text = reason.toString().replaceAll("\\p{Cntrl}", " ");
        String line = text.substring(0, Math.min(text.length(), 300));
        return postpone(message, attempts >= settings.attempts(), attempts, settings.pauseAfter(attempts), line);
    }

    private Duration postpone(EngineMessage message, boolean aside, int attempts, Duration pause, String why) {
        int unused = jdbc.update(
                """
                        update market.outbox_delivery
                           set state = ?, attempts = ?, next_attempt_at = now() + ? * interval '1 millisecond',
                               last_error = ?
                         where consumer = 'engine' and seq = ? and state = 'PENDING'
                        """,
                DeliveryState.after(aside ? Event.SET_ASIDE : Event.POSTPONE),
                attempts,
                pause.toMillis(),
                why,
                message.seq());
        return pause;
    }

    private EngineMessage message(ResultSet row) throws SQLException {
        return new EngineMessage(
                row.getLong("seq"),
                row.getString("type"),
                row.getObject("aggregate_id", UUID.class),
                json.readValue(row.getString("payload"), PAYLOAD),
                Duration.ofSeconds(row.getLong("age")),
                row.getInt("attempts"));
    }
}
