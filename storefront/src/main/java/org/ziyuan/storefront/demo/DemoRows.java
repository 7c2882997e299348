package org.ziyuan.storefront.demo;

import io.r2dbc.postgresql.codec.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.transaction.StatementTime;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Puts many rows into a table at once; rows that are there already stay as they are. */
@Component
@Profile("demo")
class DemoRows {

    private static final int ROWS_PER_STATEMENT = 500;

    private final DatabaseClient database;
    private final JsonMapper json;
    private final MoneyTransactions transactions;

    DemoRows(DatabaseClient database, JsonMapper json, MoneyTransactions transactions) {
        this.database = database;
        this.json = json;
        this.transactions = transactions;
    }

    /** @param rows maps from column to value; every row names the same columns */
    Mono<Void> into(String table, List<Map<String, Object>> rows) {
        return Flux.fromIterable(rows)
                .buffer(ROWS_PER_STATEMENT)
                .concatMap(some -> insert(table, some))
                .then();
    }

    /** Five seconds are a request's limit; a start on a busy machine has more. */
    private Mono<Void> insert(String table, List<Map<String, Object>> rows) {
        return transactions.execute(database.sql(StatementTime.upTo(Duration.ofMinutes(5)))
                .then()
                .then(database.sql("set local lock_timeout = '1min'").then())
                .then(insertNow(table, rows)));
    }

    private Mono<Void> insertNow(String table, List<Map<String, Object>> rows) {
        String columns = String.join(", ", rows.get(0).keySet());
        return database.sql("""
                        insert into %1$s (%2$s)
                        select %2$s from jsonb_populate_recordset(null::%1$s, :rows) on conflict do nothing
                        """.formatted(table, columns))
                .bind("rows", Json.of(json.writeValueAsString(rows)))
                .then();
    }
}
