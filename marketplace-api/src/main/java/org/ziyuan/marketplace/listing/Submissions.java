package org.ziyuan.marketplace.listing;

import java.util.List;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Mono;

/** The drafts that wait for the operator, the longest waiting first. */
@Component
public class Submissions implements WorkSource {

    private static final String WAITING = """
            (l.state = 'SUBMITTED' or l.state in ('PUBLISHED', 'SUSPENDED') and d.state = 'SUBMITTED')
            """;
    private static final String WORK = """
            select l.id, l.id as target, '' as number, d.title as about, o.name as who,
                   cast(null as bigint) as amount_in_fen, coalesce(d.submitted_at, l.updated_at) as since,
                   cast(null as timestamptz) as due_at
              from listing l
              join listing_draft d on d.listing_id = l.id join organization o on o.id = l.vendor_id
             where %s
            """.formatted(WAITING);

    private final DatabaseClient database;

    Submissions(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("review", Set.of(Role.OPERATOR), WORK));
    }

    /** A page of them, narrowed by words of the title and the vendor. */
    public Mono<Page<Submission>> waiting(Sought sought) {
        return sought.bindToQueue(database.sql("""
                        select l.id, l.kind, d.title, d.subtitle, d.summary, d.description_html,
                               concat_ws(' · ', d.stage, d.subject, d.edition, d.grade, d.volume) as for_whom,
                               coalesce(d.publisher, '') as publisher, coalesce(d.link, '') as link, o.name as vendor_name,
                               coalesce(d.submitted_at, l.updated_at) as since,
                               v.version, v.title as title_now, v.subtitle as subtitle_now, v.summary as summary_now,
                               v.description_html as description_now, coalesce(v.publisher, '') as publisher_now,
                               coalesce(v.link, '') as link_now,
                               concat_ws(' · ', v.stage, v.subject, v.edition, v.grade, v.volume) as for_whom_now
                          from listing l
                          join listing_draft d on d.listing_id = l.id
                          join organization o on o.id = l.vendor_id
                          left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                         where """
                        + WAITING
                        + Sought.oldestFirst(
                                "coalesce(d.submitted_at, l.updated_at)", "l.id", "d.title", "d.subtitle", "o.name")))
                .map(Submission::of)
                .all()
                .collectList()
                .map(rows -> sought.page(rows, one -> new Cursor(one.since(), one.listingId())));
    }
}
