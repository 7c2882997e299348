package org.ziyuan.marketplace.worklist;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.row.Columns;
import reactor.core.publisher.Mono;

/**
 * Reminds people of single deadlines: the day before one, and the day after it while the work still waits. Nothing is kept for
 * it, as {@link Worklist} keeps nothing: who did the work, or may not do it any more, is not reminded.
 */
@Component
class Deadlines implements NoticeSource {

    /** In front of the name of the work, each kind of which is switched off by itself. */
    static final String PREFIX = "due-";

    /** Work that is due first, as the inbox shows it; who lets more than these wait is not helped by more reminders. */
    private static final int MOST = 100;

    private static final String FIRST = """
            (select w.* from (%s) w where cast(:roles as text[]) && array[%s]
              order by coalesce(w.due_at, w.since), w.id limit %d)
            """;

    /** A day ends as a whole: what is due at three in the afternoon is late from midnight on, as the pages say it. */
    private static final String REMINDED = """
            select md5(w.id || '/' || d.word)::uuid as id, w.target, w.number, w.about, w.who, d.word,
                   greatest(w.since, beginning_of_day(beijing_day(w.due_at) + d.days)) as at
              from %s w cross join (values (-1, 'deadline.soon'), (1, 'deadline.late')) d (days, word)
             where beijing_day(w.due_at) + d.days <= beijing_day(now())
            """;

    private final DatabaseClient database;
    private final List<WorkKind> kinds;

    Deadlines(DatabaseClient database, List<WorkSource> sources) {
        this.database = database;
        this.kinds = sources.stream()
                .flatMap(source -> source.kinds().stream())
                .filter(WorkKind::reminds)
                .toList();
    }

    /** @param late how many things of {@code soon} and {@code late} together are past their day */
    record Counted(int soon, int late) {}

    @Override
    public List<NoticeKind> notices() {
        return kinds.stream()
                .map(kind -> new NoticeKind(PREFIX + kind.name(), REMINDED.formatted(first(kind))))
                .toList();
    }

    /** How many of the things that wait are due today or tomorrow, and how many are late. */
    Mono<Counted> counted(Actor actor) {
        if (kinds.isEmpty()) {
            return Mono.just(new Counted(0, 0));
        }
        String all = kinds.stream()
                .map(kind -> "select w.due_at from " + first(kind) + " w")
                .collect(joining(" union all "));
        return Asked.bind(database.sql(Asked.WITH + """
                        select (count(*) filter (where day between beijing_day(now()) and beijing_day(now()) + 1))::int as soon,
                               (count(*) filter (where day < beijing_day(now())))::int as late
                          from (select beijing_day(due_at) as day from (%s) waiting) due
                        """.formatted(all)), actor)
                .map(row -> new Counted(Columns.number(row, "soon"), Columns.number(row, "late")))
                .one();
    }

    private static String first(WorkKind kind) {
        String roles = Stream.of(kind.roles().toArray(Role[]::new))
                .map(role -> "'" + role + "'")
                .sorted()
                .collect(joining(", "));
        return FIRST.formatted(kind.sql(), roles, MOST);
    }
}
