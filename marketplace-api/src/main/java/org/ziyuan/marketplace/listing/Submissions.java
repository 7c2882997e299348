package org.ziyuan.marketplace.listing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /**
     * A draft as its vendor handed it over.
     *
     * @param published what schools read now, where this is a revision of it; null for a new listing
     * @param forWhom stage, subject, grade and volume in one line; empty where it is for everybody
     * @param descriptionHtml the vendor's words, cleaned
     */
    public record Submission(
            UUID listingId,
            String kind,
            String title,
            String subtitle,
            String summary,
            String descriptionHtml,
            String forWhom,
            String publisher,
            String link,
            String vendorName,
            OffsetDateTime since,
            @Nullable Published published) {}

    /** The version on the market. */
    public record Published(
            int version,
            String title,
            String subtitle,
            String summary,
            String descriptionHtml,
            String forWhom,
            String publisher,
            String link) {}

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
                .map(Submissions::submission)
                .all()
                .collectList()
                .map(rows -> sought.page(rows, one -> new Cursor(one.since(), one.listingId())));
    }

    private static Submission submission(Readable row) {
        return new Submission(
                id(row, "id"),
                text(row, "kind"),
                text(row, "title"),
                text(row, "subtitle"),
                text(row, "summary"),
                VendorHtml.clean(text(row, "description_html")),
                text(row, "for_whom"),
                text(row, "publisher"),
                text(row, "link"),
                text(row, "vendor_name"),
                time(row, "since"),
                row.get("version", Integer.class) == null ? null : published(row));
    }

    private static Published published(Readable row) {
        return new Published(
                number(row, "version"),
                text(row, "title_now"),
                text(row, "subtitle_now"),
                text(row, "summary_now"),
                VendorHtml.clean(text(row, "description_now")),
                text(row, "for_whom_now"),
                text(row, "publisher_now"),
                text(row, "link_now"));
    }
}
