package org.ziyuan.marketplace.yearend;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;

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
        DONE
    }

    /** Who asked for it: in his name it is posted. */
    Actor actor() {
        return new Actor(requestedBy, requestedByName, organizationId, "", Set.of());
    }

    static YearEndRun from(Readable row) {
        return new YearEndRun(
                read(row, "id", UUID.class),
                Kind.valueOf(read(row, "kind", String.class)),
                read(row, "fiscal_year", Integer.class),
                read(row, "organization_id", UUID.class),
                read(row, "subtree", Boolean.class),
                read(row, "release_open", Boolean.class),
                row.get("reopens", UUID.class),
                read(row, "reason", String.class),
                State.valueOf(read(row, "state", String.class)),
                row.get("stopped_by_code", String.class),
                byName(read(row, "stopped_by_values", String[].class)),
                read(row, "organizations", Integer.class),
                read(row, "organizations_done", Integer.class),
                read(row, "requested_by", UUID.class),
                read(row, "requested_by_name", String.class),
                read(row, "requested_at", OffsetDateTime.class),
                row.get("ended_at", OffsetDateTime.class));
    }

    private static Map<String, String> byName(String[] byTurns) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i + 1 < byTurns.length; i += 2) {
            values.put(byTurns[i], byTurns[i + 1]);
        }
        return Map.copyOf(values);
    }

    static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
