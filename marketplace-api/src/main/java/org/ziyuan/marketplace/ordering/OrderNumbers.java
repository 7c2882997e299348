package org.ziyuan.marketplace.ordering;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The numbers that stand on purchase orders, one sequence per year for the whole province. */
@Component
class OrderNumbers {

    private final DatabaseClient database;
    private final Clock clock;

    OrderNumbers(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The next number of this year. It commits by itself, before the order: in the order's own transaction every school
     * would wait for every other. An order that is then refused leaves a gap; no number is given twice.
     */
    Mono<String> next() {
        int year = LocalDate.now(clock).getYear();
        return database.sql("""
                        insert into purchase_order_number (fiscal_year, last) values (:year, 1)
                        on conflict (fiscal_year) do update set last = purchase_order_number.last + 1
                        returning last
                        """)
                .bind("year", year)
                .mapValue(Integer.class)
                .one()
                .map(last -> "粤教采订〔%d〕%06d号".formatted(year, last));
    }
}
