package org.ziyuan.marketplace.execution;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;

/**
 * The budget lines a question is about, once it is known that the actor may ask.
 *
 * @param path where the organization lay in that year
 * @param deep whether what lies under the organization belongs to it
 * @param treeOf the day whose tree is asked for: the last of a year that is over; null for today's
 */
record Extent(
        UUID id,
        String name,
        String kind,
        String path,
        boolean deep,
        @Nullable String fundCode,
        int fiscalYear,
        @Nullable LocalDate treeOf) {

    /**
     * The lines as {@code line(id, organization_id, step)}; step is the code of the child of the organization under which
     * a line lies, empty for its own lines. Found by the prefix of the path, so a county reads a county's rows.
     */
    private static final String LINES = """
            with place as (
              select o.id, case when o.path = :path then '' else split_part(substr(o.path, length(:path) + 2), '.', 1) end as step
                from %s o where o.path = :path or starts_with(o.path, :under)),
            line as (
              select b.id, b.organization_id, p.step
                from budget_line b join place p on p.id = b.organization_id
               where b.fiscal_year = :year and (b.fund_code = :fund or :fund is null))
            """;

    /** Begins no path. */
    private static final String NOTHING = "-";

    /** The day whose tree a year's sums follow; null for today's. A county that was moved is summed where it lay then. */
    static @Nullable LocalDate treeOf(int fiscalYear, Clock clock) {
        return fiscalYear < LocalDate.now(clock).getYear() ? LocalDate.of(fiscalYear, 12, 31) : null;
    }

    /** The table of organizations as that day has them. */
    String organizations() {
        return treeOf == null ? "organization" : "organization_on(:treeOf)";
    }

    String lines() {
        return LINES.formatted(organizations());
    }

    /** The same without what lies under the organization. */
    Extent own() {
        return new Extent(id, name, kind, path, false, fundCode, fiscalYear, treeOf);
    }

    GenericExecuteSpec bind(GenericExecuteSpec query) {
        GenericExecuteSpec bound = treeOf == null ? query : query.bind("treeOf", treeOf);
        return bound.bind("path", path)
                .bind("under", deep ? path + "." : NOTHING)
                .bind("year", fiscalYear)
                .bind("fund", Parameter.fromOrEmpty(fundCode, String.class));
    }
}
