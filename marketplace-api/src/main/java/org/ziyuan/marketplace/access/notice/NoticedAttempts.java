package org.ziyuan.marketplace.access.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.vigilance.Vigilance.Kind;
import reactor.core.publisher.Mono;

/** What looked like an attempt, as the operator reads it; kept for half a year. */
@Component
public class NoticedAttempts {

    /** A row is its hour and its suspect; a list needs one word for it. */
    private static final String NOTICES = """
            select * from (
              select kind, source, who, what, times, first_at, last_at,
                     md5(concat_ws(' ', extract(epoch from hour), kind, source, who, what))::uuid as id
                from security_notice) n
             where true
            """;

    private final DatabaseClient database;

    NoticedAttempts(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One suspect in one hour.
     *
     * @param source the address; {@code *} for what was too much to tell apart
     * @param who the person as name and id, or a digest of the login that was typed; empty for a guest
     * @param what the code of the refusal
     */
    public record SecurityNotice(
            UUID id, Kind kind, String source, String who, String what, long times, Instant firstAt, Instant lastAt) {}

    /** Those that are sought, the latest first. */
    public Mono<Page<SecurityNotice>> list(Sought sought) {
        return sought.bindTo(
                        database.sql(NOTICES + Sought.newestFirst("n.last_at", "n.id", "n.source", "n.who", "n.what")))
                .map(Rows.as(SecurityNotice.class))
                .all()
                .collectList()
                .map(rows ->
                        sought.page(rows, notice -> new Cursor(notice.lastAt().atOffset(ZoneOffset.UTC), notice.id())));
    }
}
