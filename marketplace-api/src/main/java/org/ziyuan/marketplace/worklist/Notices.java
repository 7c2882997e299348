package org.ziyuan.marketplace.worklist;

import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happened and concerns a person, read from the histories of the documents themselves. It is what became of what he
 * asked for, and what he is reminded of. Kept is only when he has seen it, and which kinds he does not want to hear of.
 */
@Component
public class Notices {

    /** Older news is history, which stands with its document. */
    private static final String LATELY = " and w.at > now() - interval '180 days'";

    private static final String WANTED = """
            ) w left join notice_reader r on r.person_id = :person
             where w.kind <> all (coalesce(r.muted, '{}'))
            """;

    private final DatabaseClient database;
    private final List<NoticeKind> kinds;

    Notices(DatabaseClient database, List<NoticeSource> sources) {
        this.database = database;
        this.kinds =
                sources.stream().flatMap(source -> source.notices().stream()).toList();
    }

    /** The names of all kinds, in the order of the features. */
    public List<String> kinds() {
        return kinds.stream().map(NoticeKind::name).toList();
    }

    /** The newest first, by words of the number, what it is about and who did it. */
    public Mono<Page<Notice>> of(Actor actor, Sought sought) {
        String narrowed = Sought.newestFirst("w.at", "w.id", "w.number", "w.about", "w.who");
        String sql = Asked.WITH + "select w.*, w.at > coalesce(r.seen_at, '-infinity') as fresh from ("
                + parts(LATELY + narrowed) + WANTED + narrowed;
        return Asked.bind(sought.bindTo(database.sql(sql)), actor)
                .map(Rows.as(Notice.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, notice -> new Cursor(notice.at(), notice.id())));
    }

    /** How many came since the person last said that he has seen all, up to {@link Worklist#MOST_COUNTED}. */
    public Mono<Integer> fresh(Actor actor) {
        String sql = Asked.WITH + "select count(*)::int from (select from ("
                + parts(LATELY + " order by w.at desc limit " + Worklist.MOST_COUNTED) + WANTED
                + " and w.at > coalesce(r.seen_at, '-infinity') limit " + Worklist.MOST_COUNTED + ") fresh";
        return Asked.bind(database.sql(sql), actor).mapValue(Integer.class).one();
    }

    private String parts(String narrowed) {
        return Asked.together(kinds.stream()
                .map(one -> Asked.part(one.name(), one.sql(), narrowed))
                .toList());
    }

    /** The person has seen all that there is now. */
    public Mono<Void> seen(Actor actor) {
        return database.sql("""
                        insert into notice_reader (person_id, seen_at) values (:person, now())
                        on conflict (person_id) do update set seen_at = excluded.seen_at
                        """).bind("person", actor.person()).then();
    }

    /** Which kinds this person does not want to hear of. */
    public Flux<String> muted(Actor actor) {
        return database.sql("select unnest(muted) from notice_reader where person_id = :person")
                .bind("person", actor.person())
                .mapValue(String.class)
                .all();
    }

    /** From now on these kinds, and no others, are kept from the person. @throws Refusal {@code field-malformed} */
    public Mono<Void> mute(Actor actor, Collection<String> unwanted) {
        if (!kinds().containsAll(unwanted)) {
            return Mono.error(Refusal.malformed("field-malformed").with("field", "kind"));
        }
        return database.sql("""
                        insert into notice_reader (person_id, muted) values (:person, :unwanted)
                        on conflict (person_id) do update set muted = excluded.muted
                        """)
                .bind("person", actor.person())
                .bind("unwanted", unwanted.toArray(String[]::new))
                .then();
    }
}
