package org.ziyuan.marketplace.vendor;

import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Notices vendors whose certificate has ended overnight, and those who were closed. */
@Component
class VendorsAtRest extends Rounds {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final TellStanding standing;
    private final MoneyTransactions transactions;

    VendorsAtRest(DatabaseClient database, TellStanding standing, MoneyTransactions transactions) {
        super(PAUSE, true);
        this.database = database;
        this.standing = standing;
        this.transactions = transactions;
    }

    @Override
    protected Mono<?> round() {
        return database.sql("""
                        select coalesce(r.vendor_id, t.vendor_id) from vendor_at_rest r
                          full join vendor_told t on t.vendor_id = r.vendor_id
                         where r.vendor_id is null or t.vendor_id is null limit 100
                        """)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(vendor -> transactions.execute(standing.of(vendor)))
                .then();
    }
}
