package org.ziyuan.catalog.index;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets one rebuilding of the index run at a time; when its process dies another may after half a minute. */
@Component
class RebuildLease {

    private final DatabaseClient database;

    RebuildLease(DatabaseClient database) {
        this.database = database;
    }

    /** Takes or prolongs the lease; false when another rebuilding holds it. */
    Mono<Boolean> hold(UUID holder) {
        return database.sql("""
                        insert into search_lease (name, holder, until)
                        values ('rebuild', :holder, now() + interval '30 seconds')
                        on conflict (name) do update set holder = excluded.holder, until = excluded.until
                         where search_lease.holder = excluded.holder or search_lease.until not between now() and excluded.until
                        """).bind("holder", holder).fetch().rowsUpdated().map(rows -> rows > 0);
    }

    Mono<Void> giveBack(UUID holder) {
        return database.sql("delete from search_lease where name = 'rebuild' and holder = :holder")
                .bind("holder", holder)
                .then();
    }
}
