package org.ziyuan.marketplace.execution;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Latest;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;

/** The journals behind the figures of a purchase. */
@Component
public class PurchaseJournals {

    /** How many are told; whoever shows as many says so. */
    public static final int MOST = 200;

    private final DatabaseClient database;

    PurchaseJournals(DatabaseClient database) {
        this.database = database;
    }

    /** The latest legs on the accounts of the documents of one purchase, in the order in which they were posted. */
    public Flux<LineJournals.Leg> ofDocuments(List<UUID> documents) {
        return database.sql(LineJournals.LEG + """
                         where d.document_id = any(:documents) or c.document_id = any(:documents)
                         order by j.posted_at desc, j.id desc, l.seq desc limit :most
                        """)
                .bind("documents", documents.toArray(UUID[]::new))
                .bind("most", MOST)
                .map(Rows.as(LineJournals.Leg.class))
                .all()
                .as(Latest::inOrder);
    }
}
