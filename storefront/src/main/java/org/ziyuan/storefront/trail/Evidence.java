package org.ziyuan.storefront.trail;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;

/** The audit entries of the documents of one purchase, in the order in which they were written. */
@Component
class Evidence {

    private static final int MOST = 500;

    private final DatabaseClient database;

    Evidence(DatabaseClient database) {
        this.database = database;
    }

    /** One entry with its place in the chain and the first digits of its hash. */
    record Entry(
            long seq,
            OffsetDateTime at,
            String actor,
            @Nullable String role,
            String action,
            String subjectType,
            String hash) {}

    Flux<Entry> of(List<UUID> subjects) {
        return database.sql("""
                        select seq, at, actor_name as actor, actor_role as role, action, subject_type,
                               left(encode(hash, 'hex'), 12) as hash
                          from audit_entry where subject_id = any(:subjects) order by at, organization_id, seq limit :most
                        """)
                .bind("subjects", subjects.toArray(UUID[]::new))
                .bind("most", MOST)
                .map(Rows.as(Entry.class))
                .all();
    }
}
