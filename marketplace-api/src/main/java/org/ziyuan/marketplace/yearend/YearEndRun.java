package org.ziyuan.marketplace.yearend;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.lifecycle.LifeCycle;
import org.ziyuan.marketplace.row.Columns;

/**
 * A close of a fiscal year, or its reopening, and how far it has come.
 *
 * @param subtree whether the organizations below are meant too
 * @param releaseOpen whether requisitions that are still open lose their reservation; otherwise they stop the run
 * @param reopens the close that is taken back, null for a close
 * @param stoppedByCode the code of the refusal that stopped it, null while nothing has
 * @param stoppedByValues that refusal's values, as its sentence writes them
 * @param organizations how many organizations it takes
 * @param organizationsDone how many are done
 */
public record YearEndRun(
        UUID id,
        Kind kind,
        int fiscalYear,
        UUID organizationId,
        boolean subtree,
        boolean releaseOpen,
        @Nullable UUID reopens,
        String reason,
        State state,
        @Nullable String stoppedByCode,
        Map<String, String> stoppedByValues,
        int organizations,
        int organizationsDone,
        UUID requestedBy,
        String requestedByName,
        OffsetDateTime requestedAt,
        @Nullable OffsetDateTime endedAt) {

    /** What is done. */
    public enum Kind {
        CLOSE,
        REOPEN
    }

    /** Whether it goes on by itself. */
    public enum State {
        RUNNING,
        /** Something was refused; a person resolves it and has the run go on. */
        STOPPED,
        DONE;

        /** What may happen to a run. */
        public enum Event {
            STOP,
            RESUME,
            FINISH
        }

        static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of("year-end", State.class, RUNNING)
                .permit(RUNNING, Event.STOP, STOPPED)
                .permit(STOPPED, Event.RESUME, RUNNING)
                .permit(RUNNING, Event.FINISH, DONE);

        public boolean isRunning() {
            return this == RUNNING;
        }
    }

    /** Who asked for it: in his name it is posted. */
    Actor actor() {
        return new Actor(requestedBy, requestedByName, organizationId, "", Set.of());
    }

    static YearEndRun from(Readable row) {
        return new YearEndRun(
                Columns.id(row, "id"),
                Kind.valueOf(text(row, "kind")),
                number(row, "fiscal_year"),
                Columns.id(row, "organization_id"),
                flag(row, "subtree"),
                flag(row, "release_open"),
                row.get("reopens", UUID.class),
                text(row, "reason"),
                State.valueOf(text(row, "state")),
                row.get("stopped_by_code", String.class),
                byName(read(row, "stopped_by_values", String[].class)),
                number(row, "organizations"),
                number(row, "organizations_done"),
                Columns.id(row, "requested_by"),
                text(row, "requested_by_name"),
                time(row, "requested_at"),
                row.get("ended_at", OffsetDateTime.class));
    }

    private static Map<String, String> byName(String[] byTurns) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i + 1 < byTurns.length; i += 2) {
            values.put(byTurns[i], byTurns[i + 1]);
        }
        return Map.copyOf(values);
    }
}
