package org.ziyuan.marketplace.vocabulary;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** All words that were added to the vocabulary of the program, and what became of them. */
@Component
public class AddedWords {

    private static final String SAID = """
            select w.id, w.facet, coalesce(w.code, '') as code, w.value, w.written, w.withdrawn, w.reason,
                   not exists (select from vocabulary_word l
                                where l.facet = w.facet and l.written = w.written and l.seq > w.seq) as current,
                   name_and_place(w.said_by, w.said_by_name, w.said_at) as said_by_name, w.said_at
              from vocabulary_word w
            """;

    private final DatabaseClient database;

    AddedWords(DatabaseClient database) {
        this.database = database;
    }

    /** What was said, the latest first. */
    public Mono<Page<AddedWord>> list(Sought sought) {
        return sought.bindTo(database.sql(SAID + " where true"
                        + Sought.newestFirst(
                                "w.said_at", "w.id", "w.value", "w.written", "w.reason", "w.said_by_name")))
                .map(Rows.as(AddedWord.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.saidAt(), row.id())));
    }

    /** Those that hold now, in the order in which they were added. */
    Mono<List<AddedWord>> standing() {
        return database.sql("select * from (" + SAID + " order by w.seq) s where s.current and not s.withdrawn")
                .map(Rows.as(AddedWord.class))
                .all()
                .collectList();
    }

    /** One of them. @throws Refusal {@code vocabulary-word-not-found} */
    Mono<AddedWord> find(UUID id) {
        return database.sql(SAID + " where w.id = :id")
                .bind("id", id)
                .map(Rows.as(AddedWord.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vocabulary-word", id)));
    }

    /** How much was said; nothing that was known before changes while it stays the same. */
    Mono<Long> extent() {
        return database.sql("select count(*) from vocabulary_word")
                .mapValue(Long.class)
                .one();
    }
}
