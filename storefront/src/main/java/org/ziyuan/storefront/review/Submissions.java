package org.ziyuan.storefront.review;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.VendorHtml;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The drafts that wait for the operator, the longest waiting first. */
@Component
public class Submissions {

    private static final int MOST = 50;

    private final DatabaseClient database;

    Submissions(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A draft as its vendor handed it over.
     *
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
            String vendorName,
            OffsetDateTime since) {}

    public Flux<Submission> waiting() {
        return database.sql("""
                        select l.id, l.kind, d.title, d.subtitle, d.summary, d.description_html,
                               concat_ws(' · ', d.stage, d.subject, d.edition, d.grade, d.volume) as for_whom,
                               coalesce(d.publisher, '') as publisher, v.name as vendor_name, l.updated_at
                          from listing l
                          join listing_draft d on d.listing_id = l.id
                          join organization v on v.id = l.vendor_id
                         where l.state = 'submitted' order by l.updated_at, l.id limit :most
                        """).bind("most", MOST).map(Submissions::submission).all();
    }

    /** How many wait. */
    public Mono<Long> count() {
        return database.sql("select count(*) from listing where state = 'submitted'")
                .mapValue(Long.class)
                .one();
    }

    private static Submission submission(Readable row) {
        return new Submission(
                read(row, "id", UUID.class),
                read(row, "kind", String.class),
                read(row, "title", String.class),
                read(row, "subtitle", String.class),
                read(row, "summary", String.class),
                VendorHtml.clean(read(row, "description_html", String.class)),
                read(row, "for_whom", String.class),
                read(row, "publisher", String.class),
                read(row, "vendor_name", String.class),
                read(row, "updated_at", OffsetDateTime.class));
    }

    private static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
