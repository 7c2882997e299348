package org.ziyuan.marketplace.execution;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sums of budget lines: per line inside an organization, per organization one tier below a bureau. */
@Component
public class LineSums {

    private static final int MOST_ROWS = 200;

    private static final String SUMS = """
            coalesce(sum(held) filter (where a.code = 'B200'), 0)::bigint as available,
            coalesce(sum(held) filter (where a.code = 'B210'), 0)::bigint as reserved,
            coalesce(sum(held) filter (where a.code = 'B220'), 0)::bigint as encumbered,
            coalesce(sum(held) filter (where a.code in ('B225', 'B230')), 0)::bigint as accepted,
            coalesce(sum(held) filter (where a.code = 'B240'), 0)::bigint as spent
            """;

    private final DatabaseClient database;

    LineSums(DatabaseClient database) {
        this.database = database;
    }

    /** Where money is, in fen, and what it is called. */
    public record Sum(String name, long available, long reserved, long encumbered, long accepted, long spent) {}

    /** One line of an organization. */
    public record Line(UUID id, Sum sum) {}

    /** The lines of one organization in a year. */
    public Flux<Line> lines(UUID organization, int year) {
        return database.sql("""
                        select b.id, line_title(f.name_zh, b.name) as name, %s
                          from budget_line b
                          join fund f on f.code = b.fund_code
                          left join lateral (select code, credits_posted - debits_posted as held
                                               from line_balance where budget_line_id = b.id) a on true
                         where b.organization_id = :organization and b.fiscal_year = :year
                         group by b.id, f.name_zh, f.sort, b.name order by f.sort, b.name limit :most
                        """.formatted(SUMS))
                .bind("organization", organization)
                .bind("year", year)
                .bind("most", MOST_ROWS)
                .map(Rows.as(Line.class))
                .all();
    }

    /** Everything that lies under this path in a year, in one row; the organization at the path itself is not in it. */
    public Mono<Sum> below(String path, String name, int year) {
        return database.sql("""
                        select cast(:name as text) as name, %s
                          from organization o
                          join budget_line b on b.organization_id = o.id and b.fiscal_year = :year
                          left join lateral (select code, credits_posted - debits_posted as held
                                               from line_balance where budget_line_id = b.id) a on true
                         where starts_with(o.path, :path || '.')
                        """.formatted(SUMS))
                .bind("name", name)
                .bind("path", path)
                .bind("year", year)
                .map(Rows.as(Sum.class))
                .one();
    }
}
