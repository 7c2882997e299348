package org.ziyuan.procurement.shortlist;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Nested;
import org.ziyuan.procurement.shortlist.Shortlist.Kept;
import reactor.core.publisher.Mono;

/** All shortlists. One sees one's own and those that colleagues share with the school. */
@Component
public class Shortlists {

    private static final String SEEN = """
            select s.*, p.display_name as owner, s.person_id = :person as own,
                   (select count(*)::int from shortlist_entry e where e.shortlist_id = s.id) as many %s
              from shortlist s join person p on p.id = s.person_id
             where s.organization_id = :school and (s.shared or s.person_id = :person)
            """;

    private static final String NAMED = SEEN.formatted("");

    private static final String WHOLE = SEEN.formatted(", " + Nested.column("""
                    select e.listing_id, v.title, o.name as vendor_name, v.stage, v.grade, l.state = 'PUBLISHED' as for_sale
                      from shortlist_entry e
                      join listing l on l.id = e.listing_id
                      join listing_version v on v.listing_id = l.id and v.version = l.current_version
                      join organization o on o.id = l.vendor_id
                     where e.shortlist_id = s.id order by e.kept_at desc, e.listing_id
                    """, "listings"));

    private final DatabaseClient database;

    Shortlists(DatabaseClient database) {
        this.database = database;
    }

    /** A page of them, the one changed last first. */
    public Mono<Page<Shortlist>> list(Actor actor, Sought sought) {
        return sought.bindTo(
                        seen(NAMED + Sought.newestFirst("s.changed_at", "s.id", "s.name", "p.display_name"), actor))
                .map(row -> shortlist(row, List.of()))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.changedAt(), row.id())));
    }

    /** One of them. @throws Refusal {@code shortlist-not-found} */
    public Mono<Shortlist> find(UUID id, Actor actor) {
        return seen(WHOLE + " and s.id = :id", actor)
                .bind("id", id)
                .map(row -> shortlist(row, Nested.rows(row, "listings", Kept.class)))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("shortlist", id)));
    }

    private GenericExecuteSpec seen(String query, Actor actor) {
        return database.sql(query).bind("person", actor.person()).bind("school", actor.organizationId());
    }

    private static Shortlist shortlist(Readable row, List<Kept> listings) {
        return new Shortlist(
                id(row, "id"),
                text(row, "name"),
                text(row, "owner"),
                flag(row, "own"),
                flag(row, "shared"),
                number(row, "many"),
                listings,
                time(row, "changed_at"));
    }
}
