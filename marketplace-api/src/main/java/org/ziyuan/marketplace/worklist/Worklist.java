package org.ziyuan.marketplace.worklist;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/**
 * All that waits for one person: home page, inbox and the count in the header read it here, each in one statement. Nothing
 * is kept for it, so it cannot contradict the documents: what somebody has done is gone with the same commit.
 */
@Component
public class Worklist {

    /** Counting ends here; who has more reads "99+". */
    public static final int MOST_COUNTED = 100;

    private static final String RANK = "coalesce(w.due_at, w.since)";

    private static final String NARROWED = Sought.oldestFirst(RANK, "w.id", "w.number", "w.about", "w.who");

    /** Where nothing is sought each part is a plain list, as no planner can tell that conditions leave nothing out. */
    private static final String FIRST = " order by " + RANK + ", w.id limit :limit";

    private final DatabaseClient database;
    private final List<WorkKind> kinds;

    Worklist(DatabaseClient database, List<WorkSource> sources) {
        this.database = database;
        this.kinds = sources.stream().flatMap(source -> source.kinds().stream()).toList();
    }

    /** The names of all kinds, in the order of the features. */
    public List<String> kinds() {
        return kinds.stream().map(WorkKind::name).toList();
    }

    /**
     * What waits, due first or waiting longest first, by words of the number, what it is about and who asks.
     *
     * @param kind one of {@link #kinds}, or empty for all
     * @throws Refusal {@code field-malformed} for another kind
     */
    public Mono<Page<WorkItem>> of(Actor actor, String kind, Sought sought) {
        if (!kind.isEmpty() && !kinds().contains(kind)) {
            return Mono.error(Refusal.malformed("field-malformed").with("field", "kind"));
        }
        List<WorkKind> asked = kinds.stream()
                .filter(one -> one.isFor(actor) && (kind.isEmpty() || one.name().equals(kind)))
                .toList();
        if (asked.isEmpty()) {
            return Mono.just(new Page<>(List.of(), null));
        }
        String sql = Asked.WITH + "select * from (" + parts(asked, sought.isEverything() ? FIRST : NARROWED)
                + ") w where true" + NARROWED;
        return Asked.bind(sought.bindToQueue(database.sql(sql)), actor)
                .map(Rows.as(WorkItem.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, item -> new Cursor(item.rank(), item.id())));
    }

    /** How many of each kind wait, up to {@link #MOST_COUNTED}; kinds of which none waits are not in it. */
    public Mono<Map<String, Integer>> counts(Actor actor) {
        List<WorkKind> asked = kinds.stream().filter(one -> one.isFor(actor)).toList();
        if (asked.isEmpty()) {
            return Mono.just(Map.of());
        }
        String sql = Asked.WITH + "select kind, count(*)::int as waiting from (" + parts(asked, "limit " + MOST_COUNTED)
                + ") each group by kind";
        Mono<Map<String, Integer>> counted = Asked.bind(database.sql(sql), actor)
                .map(row -> Map.entry(text(row, "kind"), number(row, "waiting")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
        return AskedOnce.of(counted, "worklist", actor);
    }

    private static String parts(List<WorkKind> asked, String narrowed) {
        return Asked.together(asked.stream()
                .map(one -> Asked.part(one.name(), one.sql(), narrowed))
                .toList());
    }
}
