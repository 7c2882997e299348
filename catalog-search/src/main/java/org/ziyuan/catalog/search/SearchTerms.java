package org.ziyuan.catalog.search;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What people search for, what finds nothing first: what the market lacks, and which words it does not know. */
@Component
public class SearchTerms {

    /** What was asked less often may be somebody's own and is not shown. */
    private static final int FEWEST = 3;

    private static final int MOST = 500;

    private final DatabaseClient database;

    SearchTerms(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Words that were typed.
     *
     * @param times how often in all
     * @param none how often nothing was found
     * @param near how often only something near it
     */
    public record SearchTerm(String typed, long times, long none, long near, OffsetDateTime lastOn) {}

    /** A page of at most {@value #MOST}, asked at least {@value #FEWEST} times in the days that are sought. */
    public Mono<Page<SearchTerm>> list(Sought sought) {
        return sought.bindNarrowed(database.sql("""
                        select typed, sum(times)::bigint as times,
                               coalesce(sum(times) filter (where outcome = 'NONE'), 0)::bigint as none,
                               coalesce(sum(times) filter (where outcome = 'NEAR'), 0)::bigint as near,
                               max(asked_on) as last_on
                          from search_term where true %s
                         group by typed having sum(times) >= :fewest
                         order by none desc, near desc, times desc, typed limit :most
                        """.formatted(Sought.narrowed("asked_on", "typed"))))
                .bind("fewest", FEWEST)
                .bind("most", MOST)
                .map(Rows.as(SearchTerm.class))
                .all()
                .collectList()
                .map(all -> sought.pageOf(all, term -> List.of(term.typed())));
    }
}
