package org.ziyuan.marketplace.licensing;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Latest;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;

/** The life of a licence as its evidence tells it: ordered, in force, suspended, ended; who did it and when. */
@Component
public class LicenceHistory {

    private static final int MOST = 200;

    private final DatabaseClient database;

    LicenceHistory(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One change of state.
     *
     * @param state the state it is in from then on
     * @param by who did it; null for the order, which names its own people
     */
    public record Step(
            LicenceState state, OffsetDateTime at, @Nullable String by) {}

    /** The oldest first. Only for somebody who may see the licence. */
    public Flux<Step> of(UUID licenceId) {
        return database.sql("""
                        select 'PENDING' as state, created_at as at, null as by from licence where id = :licence
                        union all
                        select case action when 'licence.activated' then 'ACTIVE' when 'licence.suspended' then 'SUSPENDED'
                                           when 'licence.resumed' then 'ACTIVE' when 'licence.expired' then 'EXPIRED'
                                           else 'REVOKED' end, at, name_and_place(actor_id, actor_name, at)
                          from audit_entry
                         where subject_id = :licence
                           and action in ('licence.activated', 'licence.suspended', 'licence.resumed', 'licence.expired',
                                          'licence.revoked')
                         order by at desc limit :most
                        """)
                .bind("licence", licenceId)
                .bind("most", MOST)
                .map(Rows.as(Step.class))
                .all()
                .as(Latest::inOrder);
    }
}
