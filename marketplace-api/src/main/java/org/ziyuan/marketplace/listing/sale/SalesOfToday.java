package org.ziyuan.marketplace.listing.sale;

import java.time.Duration;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Notices that a day has begun or ended the sale of a listing. Gates do not wait for it; the search index does. */
@Component
class SalesOfToday extends Rounds {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Sales sales;
    private final MoneyTransactions transactions;

    SalesOfToday(Sales sales, MoneyTransactions transactions) {
        super(PAUSE, true);
        this.sales = sales;
        this.transactions = transactions;
    }

    @Override
    protected Mono<?> round() {
        return sales.moved()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(listing -> transactions.execute(sales.tell(listing)))
                .then();
    }
}
