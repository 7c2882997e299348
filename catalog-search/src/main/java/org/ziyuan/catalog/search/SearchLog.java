package org.ziyuan.catalog.search;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.PlainText;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts what is searched for, by the day and without who asked. What looks like a number of a person or an address is not
 * written down; what is counted is written every few seconds, and beyond a bound not at all.
 */
@Component
class SearchLog extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST_TERMS = 200;
    private static final Pattern PERSONAL = Pattern.compile("[0-9]{6}|@");

    private final DatabaseClient database;
    private final Map<Asked, Long> counted = new ConcurrentHashMap<>();

    SearchLog(DatabaseClient database) {
        super(PAUSE, true);
        this.database = database;
    }

    /** Counts a search, at its first page; returns at once and never fails. */
    void count(SearchRequest request, SearchPage page) {
        String typed = PlainText.of(request.text()).strip().replaceAll(" +", " ");
        if (request.page() > 1
                || typed.isEmpty()
                || PERSONAL.matcher(request.text() + typed.replace(" ", "")).find()) {
            return;
        }
        Asked asked = new Asked(typed, page.total() == 0 ? "NONE" : page.nearest() ? "NEAR" : "FOUND");
        if (counted.size() < MOST_TERMS || counted.containsKey(asked)) {
            counted.merge(asked, 1L, Long::sum);
        }
    }

    @Override
    protected Mono<?> round() {
        return Flux.fromIterable(counted.keySet())
                .concatMap(asked -> {
                    Long times = counted.remove(asked);
                    return times == null ? Mono.empty() : write(asked, times).thenReturn(asked);
                })
                .count()
                .filter(written -> written > 0)
                .flatMap(written -> forget());
    }

    private Mono<Void> write(Asked asked, long times) {
        return database.sql("""
                        insert into search_term as t (asked_on, typed, outcome, times)
                        values (beginning_of_day(beijing_day(now())), :typed, :outcome, :times)
                        on conflict (asked_on, typed, outcome) do update set times = t.times + excluded.times
                        """)
                .bind("typed", asked.typed())
                .bind("outcome", asked.outcome())
                .bind("times", times)
                .then()
                .doOnError(failure -> counted.merge(asked, times, Long::sum));
    }

    private Mono<Void> forget() {
        return database.sql("delete from search_term where asked_on < now() - interval '1 year'")
                .then();
    }

    private record Asked(String typed, String outcome) {}
}
