package org.ziyuan.marketplace.audit;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The entries about documents, for somebody who may see these documents. */
@Component
public class AuditEntries {

    /** What a page shows of many; whoever shows as many says where the rest is. */
    public static final int MOST = 500;

    private final DatabaseClient database;

    AuditEntries(DatabaseClient database) {
        this.database = database;
    }

    /** One entry with its place in the chain and the first digits of its hash. */
    public record Entry(
            long seq,
            OffsetDateTime at,
            String actor,
            @Nullable String role,
            @Nullable String actingFor,
            String action,
            String subjectType,
            String hash) {}

    /** What somebody did to a document, and the reason he wrote; empty where he wrote none. */
    public record Word(String action, String reason, OffsetDateTime at) {}

    /** In the order in which they were written. */
    public Flux<Entry> of(List<UUID> subjects) {
        return database.sql("""
                        select seq, at, name_and_place(actor_id, actor_name, at) as actor, actor_role as role,
                               acting_for(actor_id, organization_id, actor_role, at) as acting_for, action, subject_type,
                               left(encode(hash, 'hex'), 12) as hash
                          from audit_entry where subject_id = any(:subjects) order by at, organization_id, seq limit :most
                        """)
                .bind("subjects", subjects.toArray(UUID[]::new))
                .bind("most", MOST)
                .map(Rows.as(Entry.class))
                .all();
    }

    /**
     * The last entry about a document whose action fits; empty where there is none.
     *
     * @param actions a regular expression over the whole name of the action
     */
    public Mono<Word> last(UUID subject, String actions) {
        return database.sql("""
                        select action, coalesce(detail ->> 'reason', '') as reason, at
                          from audit_entry where subject_id = :subject and action ~ ('^(' || :actions || ')$')
                         order by at desc, seq desc limit 1
                        """)
                .bind("subject", subject)
                .bind("actions", actions)
                .map(Rows.as(Word.class))
                .one();
    }
}
